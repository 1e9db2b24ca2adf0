import { openDb } from "@vigie/db"
import { openBare } from "@vigie/net/testing"
import { readEnv } from "../env.ts"

// The yardstick: undici and one `unnest` statement per 100 answers, with the same concurrency and nothing else.
const db = openDb(readEnv().databaseUrl ?? "", { max: 10 })
const net = openBare(8)
const targets = await db.sql<{ id: string; reference: string; etag: string | null; host: string }>(
  "select id, reference, etag, host from targets where source = 'bench' order by host, id",
)
const batches = [...Map.groupBy(targets, (target) => target.host).values()].flatMap((all) =>
  Array.from({ length: Math.ceil(all.length / 100) }, (_, index) => all.slice(index * 100, index * 100 + 100)),
)

async function runBatch(batch: readonly (typeof targets)[number][]): Promise<void> {
  const hashes: (string | null)[] = new Array(batch.length)
  let next = 0
  const lane = async () => {
    for (let index = next++; index < batch.length; index = next++) {
      const { reference, etag } = batch[index]!
      hashes[index] = (await net.get(reference, etag)).hash
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  await db.sql(
    `with x as (select * from unnest($1::uuid[], $2::text[]) as x(id, hash)),
       u as (update targets t set last_check_at = now(), last_reason = x.hash from x where t.id = x.id returning t.id)
     insert into checks (at, target_id, outcome) select now(), id, 'unchanged' from u`,
    [batch.map((target) => target.id), hashes],
  )
}

const began = performance.now()
const queue = [...batches]
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) await runBatch(batch)
  }),
)
const seconds = (performance.now() - began) / 1000
process.send?.({ checks: targets.length, seconds, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) })
await net.close()
await db.close()
process.exit(0)
