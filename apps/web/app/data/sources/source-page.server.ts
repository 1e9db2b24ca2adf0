import { agoInWords, listInWords, type Ms, numberInWords, shareInWords, territoryInWords } from "@vigie/core"
import { readSourceFeeds, readSourceFigures, type SourceFeed, type SourceFigures } from "@vigie/db"
import type { Source } from "@vigie/sources"
import { enabledSources } from "@vigie/stages/sources"
import { data } from "react-router"
import { config } from "../../../src/env.ts"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import { webAddress } from "../film/offer.server.ts"
import { capital } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import { sayDuration } from "../site/duration.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { reasonInWords } from "./reason-words.server.ts"

/** A fact about a source; `foreign`: its words are the source's own, in English. */
export interface SourceFact {
  readonly name: string
  readonly value: string
  readonly foreign: boolean
}

/** What is public of a source: never an address that somebody put in. */
export interface SourceLine {
  readonly id: string
  readonly name: string
  readonly url: string | null
  readonly about: { readonly text: string; readonly foreign: boolean }
  readonly facts: readonly SourceFact[]
  /** How many claims were made, contradicted and corrected; null: not counted yet. */
  readonly claims: readonly { readonly name: string; readonly count: string }[] | null
  readonly held: string | null
  readonly counted: string
}

/** Every source of this installation, those that are read first. */
export async function readSourceLines(reading: Reading): Promise<readonly SourceLine[]> {
  const figures = new Map((await ask(readSourceFigures)).map((one) => [one.source, one]))
  const isRead = ({ id }: Source) => Number((figures.get(id)?.active ?? 0) > 0)
  return enabledSources(config)
    .toSorted((a, b) => isRead(b) - isRead(a))
    .map((source) => lineOf(source, figures.get(source.id) ?? null, reading))
}

/** One source with what is read of it. */
export async function readSourceSheet(id: string, reading: Reading) {
  const source = enabledSources(config).find((one) => one.id === id)
  if (source === undefined) throw data(null, { status: 404 })
  const [all, feeds] = await ask((db) => Promise.all([readSourceFigures(db), readSourceFeeds(db, id)]))
  const figures = all.find((one) => one.source === id) ?? null
  const words = PHRASES[reading.locale].sources
  const active = figures?.active ?? 0
  const paused = figures?.paused ?? 0
  return {
    line: lineOf(source, figures, reading),
    feeds: feeds.map((feed) => feedInWords(feed, reading)),
    pages: [words.pages(active), ...(paused === 0 ? [] : [words.pausedCount(paused)])].join(" "),
  }
}

function lineOf(source: Source, figures: SourceFigures | null, reading: Reading): SourceLine {
  const { locale, now } = reading
  const words = PHRASES[locale].sources
  const ago = (at: Ms) => agoInWords(at, locale, now)
  const count = (one: number) => numberInWords(one, locale)
  const at = figures?.claimsAt ?? null
  return {
    id: source.id,
    name: source.name,
    url: webAddress(source.homepage),
    about: aboutOf(source, locale),
    facts: [...(figures === null ? [] : workOf(figures, reading)), ...rulesOf(source, locale)],
    claims:
      figures === null || at === null
        ? null
        : (["made", "contradicted", "corrected"] as const).map((key) => ({
            name: words[key],
            count: count(key === "made" ? figures.claims : figures[key]),
          })),
    held: figures?.heldSince == null ? null : words.heldWhy(ago(figures.heldSince)),
    counted: figures === null ? words.never : words.counted(ago(figures.at)),
  }
}

function aboutOf({ id, scope }: Source, locale: Locale): SourceLine["about"] {
  const { about, scopes } = PHRASES[locale].sources
  const known = Object.hasOwn(about, id) ? about[id as keyof typeof about] : `${capital(scopes[scope])}.`
  return { text: known, foreign: false }
}

const plain = (name: string, value: string): SourceFact => ({ name, value, foreign: false })

/** When it was read, how late it is, and what fails. */
function workOf(figures: SourceFigures, { locale, now }: Reading): readonly SourceFact[] {
  const words = PHRASES[locale].sources
  if (figures.active === 0) return [plain(words.lastGood, words.resting)]
  const good = figures.lastGoodAt === null ? words.notYet : agoInWords(figures.lastGoodAt, locale, now)
  return [
    plain(words.lastGood, good),
    plain(words.lag, lagOf(figures, locale, now)),
    plain(words.failures, failuresOf(figures, locale)),
  ]
}

function lagOf({ active, late, oldestDueAt }: SourceFigures, locale: Locale, now: Ms): string {
  const words = PHRASES[locale].sources
  if (late === 0 || oldestDueAt === null) return words.allOnTime
  // One that is late is never rounded away.
  const onTime = Math.floor((100 * (active - late)) / active) / 100
  return words.onTime(shareInWords(onTime, locale), agoInWords(oldestDueAt, locale, now))
}

/** "3 sur 120 : le site n'a pas répondu à temps, 2 fois". */
export function failuresOf({ active, failing, failures }: SourceFigures, locale: Locale): string {
  const { sources: words, operations } = PHRASES[locale]
  if (failing === 0) return words.noFailure
  const why = failures.map(
    ({ reason, count }) => `${reasonInWords(publicReason(reason, locale), locale)} (${words.times(count)})`,
  )
  return operations.labelled(words.failing(failing, active), why.join(" ; "))
}

/** Only the kinds that have words: a reason as it was stored may name an address. */
function publicReason(reason: string, locale: Locale): string {
  const kind = reason.split(":")[0] ?? ""
  return Object.hasOwn(PHRASES[locale].faults, kind) ? reason : "other"
}

/** Where it speaks of, what may be done with it, and how fast it is asked. */
function rulesOf(source: Source, locale: Locale): readonly SourceFact[] {
  const { sources: words, setup } = PHRASES[locale]
  const { pace, licence, territories, id } = source
  const where =
    territories.length === 0 || territories.length > 12
      ? words.everywhere
      : listInWords(
          territories.map((one) => territoryInWords(one, locale)),
          locale,
        )
  const known = Object.hasOwn(words.why, id)
  const why = known ? words.why[id as keyof typeof words.why] : pace.why
  const wait = pace.minIntervalMs === 0 ? words.noPace : words.paceOf(sayDuration(pace.minIntervalMs, locale))
  const credit = licence.attribution === undefined ? [] : [words.attribution(licence.attribution)]
  return [
    plain(words.territories, where),
    plain(words.licence, [capital(setup.licences[licence.republish]), ...credit].join(". ")),
    { name: words.pace, value: `${capital(wait)} (${why})`, foreign: !known && locale !== "en" },
  ]
}

/** A feed and how its reading stands, without its address. */
function feedInWords(feed: SourceFeed, { locale, now }: Reading) {
  const { sources: words, setup, targets } = PHRASES[locale]
  const ago = (at: Ms) => agoInWords(at, locale, now)
  const says = [
    words.feed(territoryInWords(feed.territory, locale), sayDuration(feed.everyMs, locale)),
    ...(feed.state === "active" ? [] : [targets[feed.state]]),
    feed.lastGoodAt === null ? targets.never : setup.lastRead(ago(feed.lastGoodAt)),
    ...(feed.failures > 0 ? [reasonInWords(publicReason(feed.lastReason ?? "", locale), locale)] : []),
  ]
  return { id: feed.id, says: says.join(" · ") }
}
