import { openDb } from "@vigie/db"
import { openBare } from "@vigie/net/testing"
import { readEnv } from "../env.ts"
import { serveRounds } from "./round.ts"

// The yardstick: undici and one `unnest` statement per 100 answers, with the same concurrency and nothing else.
const HOSTS = 8
const REQUESTS = 16
const BATCH = 100

interface Page {
  readonly id: string
  readonly reference: string
  readonly etag: string | null
  readonly host: string
}

const db = openDb(readEnv().databaseUrl ?? "", { max: 10 })
const net = openBare(8)

async function runBatch(batch: readonly Page[]): Promise<void> {
  const hashes: (string | null)[] = new Array(batch.length)
  let next = 0
  const lane = async () => {
    for (let index = next++; index < batch.length; index = next++) {
      const { reference, etag } = batch[index]!
      hashes[index] = (await net.get(reference, etag)).hash
    }
  }
  await Promise.all(Array.from({ length: REQUESTS }, lane))
  await db.sql(
    `with x as (select * from unnest($1::uuid[], $2::text[]) as x(id, hash)),
       u as (update targets t set last_check_at = now(), last_reason = x.hash from x where t.id = x.id returning t.id)
     insert into checks (at, target_id, outcome) select now(), id, 'unchanged' from u`,
    [batch.map((page) => page.id), hashes],
  )
}

let pages: readonly Page[] = []

async function runAll(): Promise<number> {
  // Which page has which validator is known beforehand here: the loop claims nothing.
  const queue = [...Map.groupBy(pages, (page) => page.host).values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) => all.slice(index * BATCH, (index + 1) * BATCH)),
  )
  const lane = async () => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) await runBatch(batch)
  }
  await Promise.all(Array.from({ length: HOSTS }, lane))
  return pages.length
}

pages = await db.sql<Page & Record<string, unknown>>(
  "select id, reference, etag, host from targets where source = 'bench' order by host, id",
)
serveRounds(runAll, async () => {
  await net.close()
  await db.close()
})
