import { DomainError, type FilmRef, foldTitle, quote } from "@vigie/core"
import type { HttpRequest } from "@vigie/net"
import { z } from "zod"
import { readPage } from "../page/open-page.ts"
import type { Line, Page } from "../page/page.ts"
import type { Cursor, Document, Lookup, Settings } from "../source.ts"
import { assertWhole, notTheDocument, saysNoResult } from "../words/answers.ts"
import { factsOf } from "./facts.ts"
import { identityOf } from "./identity.ts"

/**
 * The site's own search, as public programs have it: films by title, best first, each result's heading linking to the film's
 * page `/film/<number>/<words>`. What a result says beside is not known for sure: the films' own pages are read.
 */
const SEARCH = "https://www.unifrance.org/recherche/film"
/** Film pages read, five seconds apart. */
const MOST_READ = 3

/** Film pages still to be read. */
const State = z.object({ pages: z.array(z.string()) })

const pagesOf = (cursor: Cursor | undefined) =>
  cursor?.state === undefined ? [] : State.parse(JSON.parse(cursor.state)).pages

/** Throws DomainError("invalid") for a film without a title. */
export function lookupRequest(film: FilmRef, _: Settings, cursor?: Cursor): HttpRequest {
  const headers = { accept: "text/html" }
  const [page] = pagesOf(cursor)
  if (page !== undefined) return { url: page, headers }
  const title = (film.title ?? film.originalTitle ?? "").trim()
  if (title === "") throw new DomainError("invalid", `${quote(film.title)}: a film without a title cannot be looked up`)
  const url = new URL(SEARCH)
  for (const [name, value] of Object.entries({ q: title, sort: "pertinence", page: "1" }))
    url.searchParams.set(name, value)
  return { url: url.href, headers }
}

/** A film's page is a candidate; the search leads to the pages of its best films. */
export function readFound(document: Document, film: FilmRef, cursor?: Cursor): ReturnType<Lookup["parse"]> {
  const page = readPage(document)
  const [address, ...rest] = pagesOf(cursor)
  const left = address === undefined ? resultsIn(page, document, film) : rest
  const next = left.length > 0 ? { next: cursorOf(left, cursor) } : {}
  if (address === undefined) return { candidates: [], ...next }
  const target = { ...NOWHERE, reference: address }
  const read = identityOf(page, document, target)
  if (read.title === null) throw notTheDocument(page, "no film page: no title")
  assertWhole(page)
  return { candidates: [{ reference: address, url: address, film: factsOf(page, read) }], ...next }
}

const NOWHERE = { source: "unifrance", territory: "FR", zone: "Europe/Paris", film: null, publishedAt: null } as const

/** The pages of the films found, those of the wanted title first. Throws SourceError where neither films nor "no result" stand. */
function resultsIn(page: Page, document: Document, film: FilmRef): readonly string[] {
  const lines = page.blocks.filter((block): block is Line => block.kind === "line")
  const titled = lines.flatMap((line) =>
    line.links.flatMap((link) => found(link.text, link.href, line.level, document)),
  )
  const headed = titled.filter(({ level }) => level > 0)
  const results = headed.length > 0 ? headed : titled
  const nothing = lines.some(({ text }) => saysNoResult(text))
  if (results.length === 0 && !nothing)
    throw notTheDocument(page, "no search results: expected films or a stated absence of them")
  assertWhole(page)
  const wanted = [film.title, film.originalTitle].flatMap((title) => (title === null ? [] : [foldTitle(title)]))
  const [same, other] = [true, false].map((is) => results.filter(({ text }) => wanted.includes(foldTitle(text)) === is))
  // What a page offers beside "no result" was not found.
  return [...new Set([...(same ?? []), ...(nothing ? [] : (other ?? []))].map(({ url }) => url))].slice(0, MOST_READ)
}

function found(text: string, href: string, level: number, { url }: Document) {
  const address = URL.parse(href, url ?? SEARCH)
  if (!address || !/(?:^|\.)unifrance\.org$/u.test(address.hostname)) return []
  if (!/^(?:\/\w{2})?\/(?:film|movie)\/\d{1,9}(?:\/|$)/u.test(address.pathname)) return []
  return [{ text, level, url: `${address.origin}${address.pathname}` }]
}

function cursorOf(pages: readonly string[], before: Cursor | undefined): Cursor {
  return { page: (before?.page ?? 1) + 1, state: JSON.stringify({ pages }) }
}
