import { readList } from "@vigie/core"
import {
  ensureUser,
  type ImportCounts,
  importList,
  isWorkerRunning,
  readImport,
  readImported,
  readImportLines,
  tellImport,
} from "@vigie/db"
import type { Stages } from "@vigie/stages"
import type { Context } from "../context.ts"
import { withStages } from "../database.ts"
import { readBytes } from "../documents.ts"
import { BadInput } from "../errors.ts"

const MOST_BYTES = 10_000_000
const COLUMNS = ["line", "title", "year", "state", "films"]
const SHOWN = 1_000

/**
 * Puts the films of a list on somebody's, made if need be, and prints them with the lines that are not certain: a running worker looks
 * up those the catalogue lacks, their owner chooses among the others. The same list again adds nothing.
 */
export async function watchImport(context: Context, file: string, options: { readonly email: string }): Promise<void> {
  const { out, clock, cwd } = context
  const email = options.email.trim().toLowerCase()
  if (!/^[^\s@<>"',;]+@[^\s@<>"',;]+$/.test(email))
    throw new BadInput(`--email ${JSON.stringify(options.email)}: not an address`)
  const list = readList(await readBytes(cwd, file, MOST_BYTES))
  await withStages(context, null, async (stages) => {
    const user = await ensureUser(stages.db, { email, territories: [stages.installation().territory] })
    const request = { userId: user.id, listId: user.listId, list, now: clock() }
    const { importId, ...counts } = await importList(stages.db, request)
    await tellImport(stages.db, importId, context.config.baseUrl)
    out.rows(await rowsOf(stages, importId), COLUMNS)
    for (const { line, fault, text } of counts.rows) out.say(`line ${line}: ${fault.replaceAll("_", " ")}: ${text}`)
    const view = await readImport(stages.db, importId, user.id)
    const looking = view?.lines.looking ?? 0
    out.say(summaryOf(counts, view?.lines.choose ?? 0, looking))
    if (looking > 0 && !(await isWorkerRunning(stages.db))) out.say("no worker is running: it looks them up once it is")
  })
}

/** The films that came onto the list, then the lines that wait, each with the films it may be. */
async function rowsOf({ db }: Stages, importId: string) {
  const added = await readImported(db, importId, { after: null, limit: SHOWN })
  const open = await Promise.all(
    (["choose", "looking"] as const).map((state) => readImportLines(db, importId, { state, after: 0, limit: SHOWN })),
  )
  return [
    ...added.map(({ film: { title, year, slug } }) => ({ line: null, title, year, state: "added", films: [slug] })),
    ...open.flat().map(({ line, title, year, state, candidates }) => ({
      line,
      title,
      year,
      state,
      films: candidates.flatMap(({ card }) => (card ? [card.slug] : [])),
    })),
  ]
}

function summaryOf(
  { read, added, there, left, twice, rejected }: ImportCounts,
  choose: number,
  looking: number,
): string {
  return `${read} lines read, ${rejected} not; ${added} films added, ${there} there already, ${left} left out, ${twice} lines twice; ${choose} to choose, ${looking} looked up`
}
