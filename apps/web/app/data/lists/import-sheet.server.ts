import { agoInWords, type Ms } from "@vigie/core"
import {
  type FilmCard,
  type ImportLineView,
  type ImportView,
  type LineFilm,
  type LineState,
  readImported,
  readImportLines,
} from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { type Card, readCard } from "../catalogue/cards.server.ts"
import { sourceName, webAddress } from "../film/offer.server.ts"
import { hasContact } from "../site/contact.server.ts"
import { ask } from "../site/db.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { reasonInWords } from "../sources/reason-words.server.ts"

/** A film that a line may be, as it is chosen. */
export interface Choice {
  readonly index: number
  readonly title: string
  readonly originalTitle: string | null
  readonly year: number | null
  readonly directors: string
  /** On this site; null: it is not in the catalogue yet. */
  readonly slug: string | null
  /** Its page elsewhere, and whose that is. */
  readonly url: string | null
  readonly source: string | null
}

export interface OpenLine {
  readonly id: string
  readonly line: number
  readonly title: string
  readonly year: number | null
  readonly choices: readonly Choice[]
}

/** Some lines or films, and the address of the next ones. */
export interface Some<One> {
  readonly rows: readonly One[]
  readonly next: string | null
}

export interface ImportSheet {
  readonly id: string
  readonly form: string
  readonly when: string
  /** Still going through the file; `stopped`: nobody is any more. */
  readonly progress: { readonly read: number; readonly total: number; readonly stopped: boolean } | null
  readonly counts: readonly { readonly name: string; readonly count: number; readonly at: string | null }[]
  readonly choose: Some<OpenLine> & { readonly count: number }
  readonly looking: Some<OpenLine> & { readonly count: number; readonly trouble: string | null }
  readonly unknown: Some<OpenLine>
  readonly dismissed: Some<OpenLine>
  readonly added: Some<Card & { readonly key: string }>
  readonly rejected: readonly { readonly line: number; readonly why: string; readonly text: string }[]
  readonly moreRejected: number
}

/** Longer than a batch takes: an import that has said nothing for so long was cut off (ms). */
const SILENT_MS: Ms = 90_000
const CHOICES = 20
const LINES = 50
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An import as its owner reads it; `address` says from where on each of its parts is shown. */
export async function readImportSheet(view: ImportView, address: string, reading: Reading): Promise<ImportSheet> {
  const words = PHRASES[reading.locale].import
  const { counts, lines } = view
  const some = (state: LineState, limit: number) => readSome(view, state, limit, address)
  const [choose, looking, unknown, dismissed] = await Promise.all([
    some("choose", CHOICES),
    some("looking", LINES),
    some("unknown", LINES),
    some("dismissed", LINES),
  ])
  return {
    id: view.importId,
    form: words.forms[view.form],
    when: agoInWords(view.createdAt, reading.locale, reading.now),
    progress:
      counts.read < counts.total
        ? { read: counts.read, total: counts.total, stopped: reading.now - counts.at > SILENT_MS }
        : null,
    counts: countsOf(view, reading),
    choose: { ...choose, count: lines.choose },
    looking: { ...looking, count: lines.looking, trouble: lines.looking === 0 ? null : await troubleOf(view, reading) },
    unknown,
    dismissed,
    added: await readAdded(view, address),
    rejected: counts.rows.map(({ line, fault, text }) => ({ line, text, why: words.page.rowFaults[fault] })),
    moreRejected: counts.rejected - counts.rows.length,
  }
}

function countsOf({ counts, lines }: ImportView, { locale }: Reading): ImportSheet["counts"] {
  const { page } = PHRASES[locale].import
  const all = [
    { name: page.added, count: counts.added, at: "added" },
    { name: page.chosen, count: lines.added, at: null },
    { name: page.there, count: counts.there, at: null },
    { name: page.choose, count: lines.choose, at: "choose" },
    { name: page.looking, count: lines.looking, at: "looking" },
    { name: page.unknown, count: lines.unknown, at: "unknown" },
    { name: page.dismissed, count: lines.dismissed, at: "dismissed" },
    { name: page.left, count: counts.left, at: null },
    { name: page.twice, count: counts.twice, at: null },
    { name: page.rejected, count: counts.rejected, at: "rejected" },
  ]
  return all.filter(({ count, at }) => count > 0 || at === "added")
}

async function readSome(view: ImportView, state: LineState, limit: number, address: string): Promise<Some<OpenLine>> {
  if (view.lines[state] === 0) return { rows: [], next: null }
  const asked = new URL(address).searchParams.get(state) ?? ""
  const after = /^\d{1,9}$/.test(asked) ? Number(asked) : 0
  const found = await ask((db) => readImportLines(db, view.importId, { state, after, limit: limit + 1 }))
  // The last ones were dealt with meanwhile: the others come first again.
  if (found.length === 0 && after > 0) return readSome(view, state, limit, without(address, state))
  const rows = found.slice(0, limit).map(readLine)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? nextAt(address, state, String(last.line)) : null }
}

async function readAdded(view: ImportView, address: string): Promise<ImportSheet["added"]> {
  const asked = new URL(address).searchParams.get("added") ?? ""
  const after = UUID.test(asked) ? asked : null
  const found = await ask((db) => readImported(db, view.importId, { after, limit: LINES + 1 }))
  const rows = found.slice(0, LINES).map(({ watchId, film }) => ({ key: watchId, ...readCard(film) }))
  const last = rows.at(-1)
  return { rows, next: found.length > LINES && last ? nextAt(address, "added", last.key) : null }
}

function nextAt(address: string, part: string, after: string): string {
  const { pathname } = new URL(address)
  return `${pathname}?${new URLSearchParams({ [part]: after })}#${part}`
}

function without(address: string, part: string): string {
  const url = new URL(address)
  url.searchParams.delete(part)
  return url.href
}

function readLine({ id, line, title, year, candidates }: ImportLineView): OpenLine {
  return { id, line, title, year, choices: candidates.map(readChoice) }
}

function readChoice({ index, card, found }: LineFilm): Choice {
  if (card) return { index, ...factsOf(card), slug: card.slug, url: null, source: null }
  const { film, reference, url, source } = found
  const title = film.title ?? film.originalTitle ?? reference
  const named = { title, originalTitle: film.originalTitle, year: film.year, directors: film.directors }
  return { index, ...factsOf(named), slug: null, url: webAddress(url), source: sourceName(source) }
}

function factsOf({
  title,
  originalTitle,
  year,
  directors,
}: Pick<FilmCard, "title" | "originalTitle" | "year" | "directors">) {
  return { title, originalTitle: originalTitle === title ? null : originalTitle, year, directors: directors.join(", ") }
}

/** Why what is looked up waits: nobody may be asked, or nobody answers. */
async function troubleOf({ trouble }: ImportView, { locale }: Reading): Promise<string | null> {
  const { page } = PHRASES[locale].import
  if (!(await hasContact())) return page.contact
  return trouble === null ? null : page.trouble(reasonInWords(trouble.replace(/^[a-z-]+: /, ""), locale))
}
