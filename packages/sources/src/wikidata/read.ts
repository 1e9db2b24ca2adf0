import type { Rejection } from "@vigie/core"
import { readJson } from "../json.ts"
import { assertMostRead } from "../rows.ts"
import { type Document, SourceError } from "../source.ts"
import { ApiError, Entities, Entity, FoundNothing, FoundPages } from "./schema.ts"

const EXPECTED = "entities, or pages found with their content"

/**
 * The entities of an answer, by id, in its order or a search's; and by the id they were asked for with, which is another's
 * where an entity was merged. Throws SourceError: `refused` for an error that Wikidata states (its servers
 * being behind included), `shape_changed` for another document or over a fifth of unreadable entities.
 */
export function readEntities(document: Document): {
  readonly entities: ReadonlyMap<string, Entity>
  readonly byPlace: ReadonlyMap<string, Entity>
  readonly rejected: readonly Rejection[]
} {
  const data = readJson(document, EXPECTED)
  const error = ApiError.safeParse(data).data?.error
  if (error) throw new SourceError("refused", `Wikidata says ${error.code}: ${error.info.slice(0, 200)}`)
  const entities = new Map<string, Entity>()
  const byPlace = new Map<string, Entity>()
  const rejected: Rejection[] = []
  const rows = rowsIn(data, document)
  for (const { place, row } of rows) {
    const read = typeof row === "string" ? null : Entity.safeParse(row)
    if (read?.success) {
      entities.set(read.data.id, read.data)
      byPlace.set(place, read.data)
    } else
      rejected.push({ place, reason: typeof row === "string" ? row : (read?.error.issues[0]?.message ?? "no entity") })
  }
  assertMostRead(rejected, rows.length, "entities")
  return { entities, byPlace, rejected }
}

/** Each entity as data, or the words that say why its content is none. */
function rowsIn(data: unknown, document: Document): { readonly place: string; readonly row: unknown }[] {
  const direct = Entities.safeParse(data)
  if (direct.success) return Object.entries(direct.data.entities).map(([place, row]) => ({ place, row }))
  const found = FoundPages.safeParse(data)
  if (found.success)
    return found.data.query.pages
      .toSorted((a, b) => a.index - b.index)
      .map(({ title, revisions }) => ({
        place: title,
        row: contentOf(revisions[0]?.slots.main.content ?? "", document),
      }))
  if (FoundNothing.safeParse(data).success) return []
  throw new SourceError("shape_changed", `another answer: expected ${EXPECTED}`)
}

/** A page's content is JSON of its own, within the answer's. */
function contentOf(content: string, document: Document): unknown {
  try {
    return readJson({ ...document, text: content }, "an entity")
  } catch (error) {
    if (error instanceof SourceError) return error.where
    throw error
  }
}
