import { instantInWords } from "@vigie/core"
import type { FeedChange } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { readChange } from "../film/change.server.ts"
import { sourceName, webAddress } from "../film/offer.server.ts"
import { SITE } from "../site/site.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { type AtomEntry, type AtomLink, tagOf } from "./atom.ts"
import { mayQuote, openSources } from "./licence.server.ts"

/** At most so much is quoted of a source. */
const QUOTED = 300

/** A change as feed readers show it: in words, its sources as its authors, its proof a link away. */
export function readAtomEntry(change: FeedChange, reading: Reading): AtomEntry {
  const { feeds } = PHRASES[reading.locale]
  const line = readChange(change, reading)
  const { film, proof } = change
  const title = film.year === null ? film.title : `${film.title} (${film.year})`
  const said = new Map(openSources().map(({ id, attribution }) => [id, attribution]))
  const authors = proof === null ? change.sources : [proof.source]
  return {
    id: tagOf(SITE.baseUrl, `changes/${change.id}`),
    title: feeds.entry(line.title, title, change.provider.name),
    updated: change.at,
    authors: authors.length === 0 ? ["Vigie"] : authors.map(sourceName),
    content: contentOf(change, reading),
    category: { term: change.kind, label: line.title },
    rights: change.sources.map((id) => said.get(id) ?? sourceName(id)).join(", ") || null,
    links: linksOf(change),
  }
}

function contentOf(change: FeedChange, reading: Reading): readonly string[] {
  const { feeds } = PHRASES[reading.locale]
  const line = readChange(change, reading)
  const { proof } = change
  const when = (at: number) => instantInWords(at, reading.locale, reading.zone)
  return [
    line.what,
    ...line.details.map(({ label, before, after }) =>
      before === null ? feeds.only(label, after) : feeds.fromTo(label, before, after),
    ),
    ...(line.reason === null ? [] : [line.reason]),
    proof === null ? feeds.noted : feeds.readOn(sourceName(proof.source), when(proof.readAt)),
    ...(proof !== null && mayQuote(proof.source) ? [feeds.quoted(proof.text.slice(0, QUOTED))] : []),
  ]
}

function linksOf({ id, film, proof }: FeedChange): readonly AtomLink[] {
  const read = webAddress(proof?.url ?? null)
  return [
    { rel: "alternate", href: `${SITE.baseUrl}/changes/${id}`, type: "text/html" },
    { rel: "related", href: `${SITE.baseUrl}/films/${film.slug}`, type: "text/html" },
    ...(read === null ? [] : [{ rel: "via", href: read } as const]),
  ]
}
