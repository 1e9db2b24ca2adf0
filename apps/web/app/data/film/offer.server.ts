import { agoInWords, dayInWords, instantInWords, type Moment, type Ms, territoryInWords, zoneOf } from "@vigie/core"
import type { EvidenceView, ProviderCard, ReplayLink, WindowView } from "@vigie/db"
import { sources } from "@vigie/sources"
import { PHRASES } from "../../i18n/words.ts"
import type { Reading } from "../site/viewer.server.ts"
import { isFree, isMine } from "./film-filters.server.ts"
import { capital, languagesOf, modelInTable, priceOf, qualityOf, untilOf } from "./offer-words.server.ts"

/** One claim about an offer, with the words it was read in. */
export interface Proof {
  readonly words: string
  /** "Lu sur UniFrance, il y a 3 h". */
  readonly said: string
  readonly url: string | null
}

export interface ProviderLine {
  readonly slug: string
  readonly name: string
  /** "via Prime Video". */
  readonly through: string | null
  readonly url: string | null
  /** True when `url` is the film's own page, not the provider's home page. */
  readonly direct: boolean
  readonly demo: boolean
  /** False: a source names it, and nobody has said yet which provider that is. */
  readonly verified: boolean
}

/** A window in words. */
export interface Offer {
  readonly id: string
  readonly provider: ProviderLine
  readonly model: string
  readonly price: string
  readonly quality: string | null
  readonly languages: string | null
  /** The day it begins. */
  readonly from: string | null
  /** "jusqu'au dimanche 6 juillet inclus". */
  readonly until: string | null
  /** The same under a heading that says "until": "dimanche 6 juillet inclus". */
  readonly end: string | null
  readonly checked: string | null
  readonly stale: boolean
  /** Its broadcast or replay: "puis en replay sur france.tv jusqu'au dimanche 6 juillet inclus". */
  readonly story: readonly string[]
  readonly proofs: readonly Proof[]
}

export function readOffer(window: WindowView, reading: Reading): Offer {
  const { locale, now } = reading
  const { film } = PHRASES[locale]
  const checked = window.lastCheckedAt
  const start = window.start.at
  const until = untilOf(window.end, window.territory, reading)
  return {
    id: window.id,
    provider: readProvider(window.provider, window.url, locale),
    model: modelInTable(window.kind, window.monetization, locale),
    price: window.kind === "broadcast" ? "" : priceOf(window.monetization, window.terms, locale),
    quality: qualityOf(window.terms),
    languages: languagesOf(window.terms, locale),
    from: start === null ? null : dayInWords(start, locale, zoneOf(window.territory), now),
    until,
    end: until?.replace(/^(jusqu'au|until) |^jusque /, "") ?? null,
    checked:
      checked === null
        ? null
        : window.stale
          ? film.notVerifiedSince(dayInWords(checked, locale, reading.zone, now))
          : agoInWords(checked, locale, now),
    stale: window.stale,
    story: readStory(window, reading),
    proofs: window.evidence.map((evidence) => readProof(evidence, reading)),
  }
}

export function readProvider(provider: ProviderCard, url: string | null, locale: Reading["locale"]): ProviderLine {
  return {
    slug: provider.slug,
    name: provider.name,
    through: provider.host === null ? null : PHRASES[locale].film.through(provider.host),
    url: webAddress(url) ?? webAddress(provider.homepage),
    direct: webAddress(url) !== null,
    demo: provider.demo,
    verified: provider.verified || provider.demo,
  }
}

/** A story has few chapters worth telling: the latest broadcasts, the replays that end last. */
const CHAPTERS = 3

/** A broadcast says where it is replayed, a replay when and where it was broadcast. */
function readStory(window: WindowView, reading: Reading): readonly string[] {
  const { film } = PHRASES[reading.locale]
  const replays = window.replays.flatMap((replay) => sayReplay(replay, window, reading))
  const broadcasts = window.broadcasts.flatMap(({ provider, start }) => {
    const when = airedInWords(start, window.territory, reading)
    if (start.at === null || when === null) return []
    return [start.at > reading.now ? film.airs(provider.name, when) : film.aired(provider.name, when)]
  })
  return [...new Set([...replays, ...broadcasts])].slice(0, CHAPTERS)
}

function readProof(evidence: EvidenceView, reading: Reading): Proof {
  const { film } = PHRASES[reading.locale]
  const published = evidence.publishedAt
  const seen = film.seen(sourceName(evidence.source), agoInWords(evidence.lastSeenAt, reading.locale, reading.now))
  const when = published === null ? null : film.published(dayInWords(published, reading.locale, reading.zone))
  const said = when === null ? seen : `${seen} (${when})`
  // Where it was read, which is rarely where it is watched.
  return { words: evidence.text, said, url: webAddress(evidence.page) ?? webAddress(evidence.url) }
}

/** What was read on pages is not trusted to be an address: only http(s) becomes a link. */
export function webAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null
}

/** Under which the facts that came with this program are kept. */
const OWN = "vigie"
const OWN_NAME = "Vigie"

/** A source as people know it; facts put in by hand keep the name they were given. */
export function sourceName(id: string): string {
  return id === OWN ? OWN_NAME : (sources.find((source) => source.id === id)?.name ?? id)
}

/** "Belgique (2), Suisse". */
export function elsewhereInWords(
  rows: readonly { readonly territory: string; readonly count: number }[],
  locale: Reading["locale"],
): string {
  return rows
    .map(({ territory, count }) => `${territoryInWords(territory, locale)}${count > 1 ? ` (${count})` : ""}`)
    .join(", ")
}

/** When a window was: "du dimanche 1er juin au dimanche 6 juillet 2025", as far as it is known. */
export function pastInWords(window: WindowView, reading: Reading): string {
  const { locale } = reading
  const { model, film } = PHRASES[locale]
  if (window.status === "void") return capital(model.void)
  const aired =
    window.kind === "broadcast" ? airedInWords(window.start, window.territory, { ...reading, now: null }) : null
  if (aired !== null) return capital(film.airedOn(aired))
  const zone = zoneOf(window.territory)
  const start = window.start.at ?? window.openedAt
  const end: Ms | null = window.end.at ?? window.closedAt
  const day = (at: Ms) => dayInWords(at, locale, zone)
  if (end === null) return capital(model.unknownEnd)
  return capital(start === null ? model.ended(day(end - 1)) : model.span(day(start), day(end - 1)))
}

/** A replay that was announced and withdrawn is no chapter; one that is there before its broadcast does not come after it. */
function sayReplay({ provider, status, end }: ReplayLink, broadcast: WindowView, reading: Reading): readonly string[] {
  if (status === "void") return []
  const { film } = PHRASES[reading.locale]
  const before = status === "open" && broadcast.status === "announced"
  const until = untilOf(end, broadcast.territory, reading)
  if (until === null) return [before ? film.nowReplay(provider.name) : film.thenReplay(provider.name)]
  return [before ? film.nowReplayUntil(provider.name, until) : film.thenReplayUntil(provider.name, until)]
}

/** True where an hour is stated, which is then the reader's own; a day alone is one of the territory. */
export function isTimed({ at, precision }: Moment): boolean {
  return at !== null && (precision === "instant" || precision === "minute")
}

/** "dimanche 6 juillet à 20 h 55" by the reader's clock, "dimanche 6 juillet" without an hour; its year unless `now`'s. */
export function airedInWords(
  start: Moment,
  territory: string,
  { locale, zone, now }: { readonly locale: Reading["locale"]; readonly zone: string; readonly now: Ms | null },
): string | null {
  if (start.at === null) return null
  if (!isTimed(start)) return dayInWords(start.at, locale, zoneOf(territory), now)
  return instantInWords(start.at, locale, zone, now)
}

/** An instant with its day and hour, on the reader's clock. */
export function momentInWords(at: Ms, reading: Reading): string {
  return instantInWords(at, reading.locale, reading.zone, reading.now)
}

const COST: Readonly<Record<WindowView["monetization"], number>> = {
  free: 0,
  ads: 1,
  subscription: 2,
  rent: 3,
  buy: 4,
  unknown: 5,
}

const priceOfBest = (window: WindowView) =>
  Math.min(...window.terms.map((term) => term.price?.amountMinor ?? Number.MAX_SAFE_INTEGER))

/**
 * What nobody verified lately and what runs on television already come last; what costs the reader nothing more (free, or on
 * `services`) comes first, then what costs least.
 */
function byWorth(services: readonly string[]): (a: WindowView, b: WindowView) => number {
  const apart = (window: WindowView) =>
    4 * Number(window.stale) +
    2 * Number(window.kind === "broadcast") +
    Number(!isFree(window) && !isMine(window, services))
  return (a, b) => apart(a) - apart(b) || COST[a.monetization] - COST[b.monetization] || priceOfBest(a) - priceOfBest(b)
}

/** The offer to show first; null when there is none. */
export function bestOf(windows: readonly WindowView[], services: readonly string[]): WindowView | null {
  return inOrder(windows, services)[0] ?? null
}

/** Offers as a table lists them, the best first; of those that are worth the same the one that ends first. */
export function inOrder(windows: readonly WindowView[], services: readonly string[]): readonly WindowView[] {
  const end = (window: WindowView) => window.end.at ?? Number.MAX_SAFE_INTEGER
  const worth = byWorth(services)
  return windows.toSorted((a, b) => worth(a, b) || end(a) - end(b))
}
