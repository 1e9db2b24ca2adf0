import { backfillWorks, type FilmMergeSide, listFilms, mergeFilms, readMergeSide } from "@vigie/db"
import { sourceFacts } from "@vigie/stages/sources"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { ask, db } from "../site/db.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { countInWords } from "./counts.server.ts"
import { type Operator, slugIn } from "./operator.server.ts"

const PREVIEWED = 10_000
const NEAR = 5

export interface MergeForm {
  readonly from: string
  readonly into: string
}

export interface MergeSheet extends MergeForm {
  readonly faults: Partial<Record<keyof MergeForm, string>>
  readonly rows: readonly { readonly name: string; readonly gone: string; readonly kept: string }[]
  readonly sure: string | null
  readonly warning: string | null
}

/** Two films side by side, with what would go over; nothing to compare before both are named. */
export async function readMerge({ from, into }: MergeForm, reading: Reading): Promise<MergeSheet> {
  const blank = { from, into, faults: {}, rows: [], sure: null, warning: null }
  if (from === "" && into === "") return blank
  const [gone, kept] = [await findSide(from, reading), await findSide(into, reading)]
  const fault = "fault" in gone || "fault" in kept ? null : refusalOf(gone, kept, reading)
  const faults = {
    ...("fault" in gone ? { from: gone.fault } : fault && { from: fault }),
    ...("fault" in kept && { into: kept.fault }),
  }
  if ("fault" in gone || "fault" in kept || fault !== null) return { ...blank, faults }
  const { films: words } = PHRASES[reading.locale].operations
  const differ = gone.year !== null && kept.year !== null && gone.year !== kept.year
  return {
    from: gone.slug,
    into: kept.slug,
    faults,
    rows: rowsOf(gone, kept, reading),
    sure: words.sure(gone.title, kept.title),
    warning: differ ? words.yearsDiffer : null,
  }
}

async function findSide(text: string, { locale }: Reading): Promise<FilmMergeSide | { readonly fault: string }> {
  const { films, labelled } = PHRASES[locale].operations
  const { faults } = films
  if (text === "") return { fault: faults.empty }
  const found = await ask((base) => readMergeSide(base, slugIn(text)))
  if (found !== null) return found
  const near = await ask((base) => listFilms(base, { query: text, limit: NEAR, demo: config.demo }))
  const titles = near.map(({ slug, title, year }) => labelled(year === null ? title : `${title} (${year})`, slug))
  return { fault: [faults.unknown, ...(titles.length === 0 ? [] : [faults.near(titles.join(" · "))])].join(" ") }
}

function refusalOf(gone: FilmMergeSide, kept: FilmMergeSide, { locale }: Reading): string | null {
  const { faults } = PHRASES[locale].operations.films
  if (gone.id === kept.id) return faults.same
  const merged = gone.mergedInto ?? kept.mergedInto
  if (merged !== null) return faults.merged(merged)
  return gone.demo === kept.demo ? null : faults.demo
}

function rowsOf(gone: FilmMergeSide, kept: FilmMergeSide, { locale }: Reading): MergeSheet["rows"] {
  const { rows } = PHRASES[locale].operations.films
  const count = (one: number) => countInWords(one, locale, PREVIEWED)
  const ids = ({ ids: all }: FilmMergeSide) =>
    Object.entries(all)
      .map(([scheme, values]) => `${scheme} ${values.join(", ")}`)
      .join(" · ")
  const row = (name: string, of: (side: FilmMergeSide) => string | number | null) => ({
    name,
    gone: String(of(gone) || "–"),
    kept: String(of(kept) || "–"),
  })
  return [
    row(rows.title, ({ title }) => title),
    row(rows.original, ({ originalTitle }) => originalTitle),
    row(rows.year, ({ year }) => year),
    row(rows.directors, ({ directors }) => directors.join(", ")),
    row(rows.ids, ids),
    ...(["windows", "changes", "targets", "watches", "works", "titles"] as const).map((key) =>
      row(rows[key], (side) => count(side[key])),
    ),
  ]
}

/** Merges for good, and reconciles what waited between the two; what was wrong, where it is refused. */
export async function mergeBoth(
  { from, into }: MergeForm,
  { by, now, locale }: Operator,
): Promise<"merged" | "again" | { readonly fault: string }> {
  const { faults } = PHRASES[locale].operations.films
  try {
    const done = await mergeFilms(db, { from: slugIn(from), into: slugIn(into), by, now })
    await backfillWorks(db, done.rematched, { now, sources: sourceFacts(config) })
    return done.merged ? "merged" : "again"
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string }
    if (name !== "DomainError") throw error
    return { fault: code === "not_found" ? faults.unknown : faults.refused(message) }
  }
}
