import { bucketsOf, toIso, unitFor, writeCsv } from "@vigie/core"
import { type HistoryChange, type HistoryExtent, listHistory, readHistory } from "@vigie/db"
import { config } from "../../../src/env.ts"
import { openSources } from "../feeds/licence.server.ts"
import { ask } from "../site/db.server.ts"
import { readViewer, type Viewer } from "../site/viewer.server.ts"
import { extentOf } from "./history.server.ts"
import {
  daysOf,
  filterOf,
  type HistoryAsked,
  historyUrl,
  KEYS,
  readHistoryAsked,
  territoryAsked,
} from "./history-asked.server.ts"
import { readBefore } from "./history-changes.server.ts"

/** Rows of one file; the next ones are a link away. */
const MOST_ROWS = 2_000

export type Format = "csv" | "json"

interface Facts {
  readonly asked: HistoryAsked
  readonly extent: HistoryExtent
  readonly viewer: Viewer
  readonly params: URLSearchParams
}

async function readFacts(request: Request): Promise<Facts> {
  const { searchParams: params } = new URL(request.url)
  const viewer = await readViewer(request)
  const extent = await extentOf(territoryAsked(params, viewer), viewer)
  return { asked: readHistoryAsked(params, extent, viewer).asked, extent, viewer, params }
}

const sourceIds = () => openSources().map(({ id }) => id)
const attribution = () => openSources().map((source) => source.attribution)

/** The chart's numbers as a file: only what rests on sources that let others publish it again. */
export async function historyFile(request: Request, format: Format): Promise<Response> {
  const { asked, extent, viewer } = await readFacts(request)
  const days = daysOf(asked, viewer.now, extent.first)
  const unit = unitFor(days.from, days.to, asked.unit)
  const buckets = bucketsOf(days.from, days.to, unit)
  const whole = { from: buckets[0]!.from, to: buckets.at(-1)!.to }
  const filter = filterOf(asked, whole, { extent, viewer, sources: sourceIds() })
  const cells = await ask((db) => readHistory(db, filter, unit, KEYS[asked.by]))
  const slugs = new Map(extent.providers.map(({ id, slug }) => [id, slug]))
  const rows = cells.map(({ day, key, count, undone }) => ({
    from: day,
    unit,
    territory: asked.territory,
    [asked.by]: asked.by === "provider" ? (slugs.get(key) ?? null) : key,
    changes: count,
    takenBack: undone,
  }))
  if (format === "json")
    return json({ ...whole, unit, territory: asked.territory, attribution: attribution(), rows }, "history")
  const names = ["from", "unit", "territory", asked.by, "changes", "takenBack"]
  return csv(names, rows, "history")
}

/** The changes themselves, newest first, at most 2,000 a file. */
export async function historyChangesFile(request: Request, format: Format): Promise<Response> {
  const { asked, extent, viewer, params } = await readFacts(request)
  const days = daysOf(asked, viewer.now, extent.first)
  const filter = filterOf(asked, days, { extent, viewer, sources: sourceIds() })
  const page = await ask((db) => listHistory(db, filter, { before: readBefore(params), limit: MOST_ROWS }))
  const path = `/history/changes.${format}`
  const next =
    page.next === null ? null : new URL(historyUrl(path, asked, { before: String(page.next) }), origin(request)).href
  const links = next === null ? {} : { link: `<${next}>; rel="next"` }
  const rows = page.changes.map((change) => rowOf(change))
  if (format === "json")
    return json({ ...days, territory: asked.territory, attribution: attribution(), next, rows }, "changes", links)
  return csv(Object.keys(rowOf(null)), rows.map(flat), "changes", links)
}

function origin(request: Request): string {
  return config.baseUrl ?? new URL(request.url).origin
}

/** One change as files carry it; without one, its columns. */
function rowOf(change: HistoryChange | null) {
  const said = new Map(openSources().map((source) => [source.id, source.attribution]))
  return {
    cursor: change?.cursor ?? null,
    at: change ? toIso(change.at) : null,
    change: change?.kind ?? null,
    film: change?.film.slug ?? null,
    title: change?.film.title ?? null,
    year: change?.film.year ?? null,
    provider: change?.provider.slug ?? null,
    territory: change?.territory ?? null,
    kind: change?.windowKind ?? null,
    monetization: change?.monetization ?? null,
    before: change?.before ?? null,
    after: change?.after ?? null,
    cause: change?.cause ?? null,
    takenBack: change?.undone ?? null,
    proof: change ? `/changes/${change.id}` : null,
    attribution: change ? change.sources.map((id) => said.get(id) ?? id).join("; ") : null,
  }
}

type Cells = Readonly<Record<string, string | number | null>>

function flat(row: ReturnType<typeof rowOf>): Cells {
  return {
    ...row,
    before: JSON.stringify(row.before),
    after: JSON.stringify(row.after),
    takenBack: row.takenBack ? 1 : 0,
  }
}

function csv(
  names: readonly string[],
  rows: readonly Cells[],
  name: string,
  more: Record<string, string> = {},
): Response {
  const credit = attribution().join("; ")
  const header = names.includes("attribution") ? names : [...names, "attribution"]
  const lines = rows.map((row) => header.map((column) => (column in row ? (row[column] ?? null) : credit)))
  return file(writeCsv(header, lines), "text/csv; charset=utf-8", `vigie-${name}.csv`, more)
}

function json(body: object, name: string, more: Record<string, string> = {}): Response {
  return file(`${JSON.stringify(body)}\n`, "application/json; charset=utf-8", `vigie-${name}.json`, more)
}

function file(body: string, type: string, name: string, more: Record<string, string>): Response {
  const headers = { "content-type": type, "content-disposition": `attachment; filename="${name}"`, ...more }
  return new Response(body, { headers: { ...headers, "cache-control": "private, no-cache" } })
}
