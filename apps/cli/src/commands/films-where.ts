import { readList, zoneOf } from "@vigie/core"
import { type CheckedLine, checkList, type ListTotals } from "@vigie/db"
import type { Context } from "../context.ts"
import { withStages } from "../database.ts"
import { readBytes } from "../documents.ts"
import { isoOf, territoryOption } from "../options.ts"
import type { Row } from "../output.ts"

const MOST_BYTES = 10_000_000
const COLUMNS = ["line", "title", "year", "state", "films", "provider", "kind", "monetization", "end", "source", "text"]

/** Where the films of a list can be seen: a row a way, or the film's state where there is none. Nothing is stored. */
export async function filmsWhere(
  context: Context,
  file: string,
  options: { readonly territory?: string },
): Promise<void> {
  const { out, clock, cwd, config } = context
  const { films, rejected } = readList(await readBytes(cwd, file, MOST_BYTES))
  const { lines, totals } = await withStages(context, null, async (stages) => {
    const territory =
      options.territory === undefined ? stages.installation().territory : territoryOption(options.territory, config)
    return checkList(stages.db, films, { territories: [territory], zone: zoneOf(territory), now: clock() })
  })
  out.rows(lines.flatMap(rowsOf), COLUMNS)
  for (const { line, fault, text } of rejected) out.say(`line ${line}: ${fault.replaceAll("_", " ")}: ${text}`)
  out.say(summaryOf(lines, totals))
}

function rowsOf({ listed, state, films, windows }: CheckedLine): readonly Row[] {
  const said = {
    line: listed.line,
    title: listed.title,
    year: listed.year,
    state,
    films: films.map((film) => film.slug),
  }
  const none = { provider: null, kind: null, monetization: null, status: null, start: null, end: null }
  if (windows.length === 0) return [{ ...said, ...none, source: null, url: null, readAt: null, text: null }]
  return windows.map(({ provider, kind, monetization, status, startAt, endAt, proof }) => ({
    ...said,
    provider: provider.name,
    kind,
    monetization,
    status,
    start: isoOf(startAt),
    end: isoOf(endAt),
    source: proof?.source ?? null,
    url: proof?.url ?? null,
    readAt: isoOf(proof?.readAt ?? null),
    text: proof?.text ?? null,
  }))
}

function summaryOf(lines: readonly CheckedLine[], { available, free, leaving, tonight, best }: ListTotals): string {
  const certain = lines.filter((line) => line.state === "certain").length
  const pair = best.providers.length === 0 ? "" : `; free or with ${best.providers.join(" and ")}, ${best.films}`
  return `of ${lines.length} films ${certain} are known, ${available} can be seen now, ${free} free; ${leaving} leave within a week, ${tonight} are on TV tonight${pair}`
}
