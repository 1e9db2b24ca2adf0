import { agoInWords, dayInWords, instantInWords, territoryInWords } from "@vigie/core"
import type { ChangeLink, ChangePage, EvidenceView } from "@vigie/db"
import { sources } from "@vigie/sources"
import { PHRASES } from "../../i18n/words.ts"
import type { Reading } from "../site/viewer.server.ts"
import { type ChangeLine, readChange } from "./change.server.ts"
import { sourceName, webAddress } from "./offer.server.ts"
import { priceOf, untilOf } from "./offer-words.server.ts"

/** A fact of a document: an address where it is one. */
export interface Fact {
  readonly name: string
  readonly value: string
  readonly url?: string | null
  /** Not words: set apart. */
  readonly code?: boolean
}

export interface Voice {
  readonly id: string
  readonly source: string
  readonly url: string | null
  readonly back: string
  readonly now: string
  /** Whether it shows the offer now, beyond doubt. */
  readonly agrees: boolean
  readonly says: string
  readonly words: string
}

export interface ChangeRef {
  readonly name: string
  readonly what: string
  readonly to: string
}

/** A change's own page in words. */
export interface ProofSheet {
  readonly line: ChangeLine
  readonly film: { readonly title: string; readonly year: number | null; readonly slug: string; readonly demo: boolean }
  /** At most 300 characters of what was read; null where nothing was. */
  readonly words: string | null
  readonly licence: string | null
  readonly document: readonly Fact[]
  readonly noted: readonly Fact[]
  readonly voices: readonly Voice[]
  readonly links: readonly ChangeRef[]
  /** What the offer is now: "visible, jusqu'au …". */
  readonly state: string
}

/** The most that is quoted of a source. */
const QUOTED = 300

export function readProof(page: ChangePage, reading: Reading): ProofSheet {
  const { change, film, window } = page
  const { filmPage } = PHRASES[reading.locale]
  const line = readChange(change, reading)
  const until = window.status === "open" || window.status === "announced" ? endOf(window, reading) : null
  return {
    line,
    film: { title: film.title, year: film.year, slug: film.slug, demo: film.demo },
    words: change.proof === null ? null : change.proof.text.slice(0, QUOTED),
    licence: change.proof === null ? null : licenceOf(change.proof.source, reading),
    document: readDocument(page, reading),
    noted: readNoted(page, reading),
    voices: window.evidence.map((evidence) => readVoice(evidence, page, reading)),
    links: readLinks(page, reading),
    state: [filmPage.states[window.status], ...(until === null ? [] : [until])].join(", "),
  }
}

function endOf({ end, territory }: ChangePage["window"], reading: Reading): string | null {
  return untilOf(end, territory, reading)
}

function licenceOf(id: string, { locale }: Reading): string {
  const { licences } = PHRASES[locale].filmPage.proof
  const licence = sources.find((source) => source.id === id)?.licence
  return licences[licence?.republish ?? "none"](licence?.attribution ?? sourceName(id))
}

function readDocument({ change, document, target }: ChangePage, reading: Reading): readonly Fact[] {
  const { proof: words } = PHRASES[reading.locale].filmPage
  const { proof } = change
  if (proof === null) return []
  const url = webAddress(proof.url)
  const source = sources.find(({ id }) => id === proof.source)
  return [
    { name: words.source, value: sourceName(proof.source), url: source === undefined ? null : source.homepage },
    { name: words.address, value: url ?? words.noAddress, url },
    { name: words.readAt, value: exactly(proof.readAt, reading) },
    ...(document.publishedAt === null
      ? []
      : [{ name: words.publishedAt, value: exactly(document.publishedAt, reading) }]),
    {
      name: document.shown ? words.hash : words.hashAfter,
      value: document.hash ?? words.noHash,
      code: document.hash !== null,
    },
    ...(target === null ? [] : [{ name: words.target, value: words.scopes[target.scope] }]),
  ]
}

function readNoted({ change }: ChangePage, reading: Reading): readonly Fact[] {
  const { proof: words } = PHRASES[reading.locale].filmPage
  return [
    { name: words.noted, value: exactly(change.at, reading) },
    { name: words.territory, value: territoryInWords(change.territory, reading.locale) },
    { name: words.cause, value: words.causes[change.cause] },
    { name: words.alert, value: change.quiet ? words.quiet : words.rang },
    { name: words.cursor, value: String(change.cursor), code: true },
  ]
}

/** What one source said of the window when the change was made, and what it says now. */
function readVoice(evidence: EvidenceView, { change, window }: ChangePage, reading: Reading): Voice {
  const until = untilOf(evidence.end, window.territory, reading)
  const price = priceOf(window.monetization, evidence.terms, reading.locale)
  return {
    id: evidence.id,
    source: sourceName(evidence.source),
    url: webAddress(evidence.page) ?? webAddress(evidence.url),
    back: sayThen(evidence, change.at, reading),
    now: sayNow(evidence, reading),
    agrees: evidence.status === "holding" && !evidence.absent && !evidence.stale,
    says: [...(window.kind === "broadcast" ? [] : [price]), ...(until === null ? [] : [until])].join(", "),
    words: evidence.text.slice(0, QUOTED),
  }
}

function sayThen({ firstSeenAt, lastSeenAt, status, absent }: EvidenceView, at: number, reading: Reading): string {
  const { proof: words } = PHRASES[reading.locale].filmPage
  const day = (ms: number) => dayInWords(ms, reading.locale, reading.zone, reading.now)
  if (firstSeenAt > at) return words.thenUnread(day(firstSeenAt))
  const showed = lastSeenAt >= at || (status === "holding" && !absent)
  return showed ? words.thenSaid : words.thenNot(day(lastSeenAt))
}

function sayNow({ status, absent, stale, lastSeenAt }: EvidenceView, { locale, now }: Reading): string {
  const { proof: words } = PHRASES[locale].filmPage
  const ago = agoInWords(lastSeenAt, locale, now)
  if (status === "withdrawn") return words.withdrawn(ago)
  if (status === "ended") return words.ended(ago)
  if (absent) return words.absent(ago)
  return stale ? words.stale(ago) : words.holds(ago)
}

function readLinks(page: ChangePage, reading: Reading): readonly ChangeRef[] {
  const { changes, filmPage } = PHRASES[reading.locale]
  const { proof: words } = filmPage
  const link = (name: string, one: ChangeLink | null): readonly ChangeRef[] =>
    one === null ? [] : [{ name, what: `${changes[one.kind]}, ${exactly(one.at, reading)}`, to: `/changes/${one.id}` }]
  const told = new Set([page.corrects?.id, ...page.correctedBy.map(({ id }) => id)])
  const beside = (one: ChangeLink | null) => (one === null || told.has(one.id) ? null : one)
  return [
    ...link(words.corrects, page.corrects),
    ...page.correctedBy.flatMap((one) => link(words.correctedBy, one)),
    ...link(words.previous, beside(page.previous)),
    ...link(words.next, beside(page.next)),
  ]
}

/** With its year: a proof is read long after. */
function exactly(at: number, { locale, zone }: Reading): string {
  return instantInWords(at, locale, zone)
}
