import { agoInWords, dayInWords, type Ms } from "@vigie/core"
import type { TargetView } from "@vigie/db"
import { type Source, sources } from "@vigie/sources"
import type { SourceState } from "@vigie/stages/source-states"
import { PHRASES } from "../../i18n/words.ts"
import { sourceName, webAddress } from "../film/offer.server.ts"
import { capital } from "../film/offer-words.server.ts"
import { sayDuration } from "../site/duration.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { reasonInWords } from "./reason-words.server.ts"

/** A film that a source may mean. */
export interface CandidateLine {
  readonly reference: string
  readonly title: string
  readonly year: number | null
  readonly directors: string
  readonly url: string | null
}

/** How one source stands for a film, in words. */
export interface SourceLine {
  readonly id: string
  readonly source: string
  readonly name: string
  /** What it reads for this film, else its home page. */
  readonly url: string | null
  readonly state: SourceState["state"] | "retired"
  readonly word: string
  /** Whole sentences. */
  readonly says: readonly string[]
  /** When it was last read well: "il y a 2 h"; null where it never was. */
  readonly read: string | null
  readonly key: Key | null
  readonly candidates: readonly CandidateLine[]
}

/** What a missing key would add, and where to get it. */
export interface Key {
  readonly adds: string
  /** False: the source's own words, in English. */
  readonly ours: boolean
  readonly needs: string
  readonly getAt: string | null
}

const ORDER: readonly SourceLine["state"][] = [
  "choose",
  "looking",
  "watched",
  "failed",
  "not_found",
  "needs_key",
  "off",
  "retired",
]

/** What is known of a film's sources. */
export interface Known {
  readonly states: readonly SourceState[]
  readonly targets: readonly TargetView[]
  /** Whether the reader follows the film. */
  readonly followed: boolean
}

/** Every source there is for a film: those that look for it, then the feeds and articles that spoke of it. */
export function readSources({ states, targets, followed }: Known, reading: Reading): readonly SourceLine[] {
  const spoke = new Set(targets.filter(({ scope }) => scope !== "film").map(({ source }) => source))
  // Where a source's feed knows the film, that it was not looked for by itself says nothing.
  const told = states.filter(({ source, state }) => !(spoke.has(source) && (state === "off" || state === "not_found")))
  const looked = new Set(told.map(({ source }) => source))
  const isOwn = ({ source, scope }: TargetView) => scope === "film" && looked.has(source)
  const lines = [
    ...told.map((state) =>
      readState(
        {
          ...state,
          followed,
          targets: targets.filter((one) => isOwn(one) && one.source === state.source && one.state !== "retired"),
        },
        reading,
      ),
    ),
    ...targets.filter((target) => !isOwn(target)).map((target) => readTarget(target, reading)),
  ]
  return lines.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
}

/** A source's state, its own targets for the film, and whether the reader follows it. */
type Told = SourceState & Omit<Known, "states">

function readState(state: Told, reading: Reading): SourceLine {
  const words = PHRASES[reading.locale].states
  const page = state.targets.map(({ reference }) => webAddress(reference)).find((url) => url !== null)
  return {
    id: state.source,
    source: state.source,
    name: state.name,
    url: page ?? homeOf(state.source),
    state: state.state,
    word: words[state.state],
    says: sayState(state, reading),
    read: lastRead(state.targets, reading),
    key: state.state === "needs_key" ? readKey(state, reading) : null,
    candidates: state.state === "choose" ? state.candidates.map(readCandidate) : [],
  }
}

function sayState(state: Told, reading: Reading): readonly string[] {
  const { locale, now, zone } = reading
  const words = PHRASES[locale].states
  const day = (at: Ms) => dayInWords(at, locale, zone, now)
  switch (state.state) {
    case "watched": {
      const since = state.since === null ? [] : [words.since(day(state.since))]
      const read = state.targets.map((target) => sayReading(target, reading))
      return [...new Set(read.length === 0 ? [sentence(since)] : read.map((parts) => sentence([...since, ...parts])))]
    }
    case "looking":
      return [words.lookingNow]
    case "not_found":
      // A feed is asked by its own id only: what it has is what was read of it.
      if (state.reason?.startsWith("no_id:")) return [words.notListed]
      return [words.unknown, ...(state.retryAt === null ? [] : [words.lookAgain(day(state.retryAt))])]
    case "failed":
      return [
        words.failedWhy(reasonInWords(state.reason, locale)),
        ...(state.retryAt === null || state.retryAt <= now
          ? []
          : [words.retry(agoInWords(state.retryAt, locale, now))]),
      ]
    case "choose":
      return [words.which]
    case "off":
      return [state.followed ? words.nothingRead : words.notAsked]
    case "needs_key":
      return []
  }
}

/** A feed or an article that spoke of the film, or a page put in by hand. */
function readTarget(target: TargetView, reading: Reading): SourceLine {
  const { states, targets } = PHRASES[reading.locale]
  const failed = target.state === "active" && target.lastOutcome === "failed"
  const state =
    target.state === "retired" ? "retired" : target.state === "paused" ? "off" : failed ? "failed" : "watched"
  const spoke = target.scope === "film" ? [] : [states.spoke]
  return {
    id: target.id,
    source: target.source,
    name: sourceName(target.source),
    url: webAddress(target.reference) ?? homeOf(target.source),
    state,
    word: target.state === "active" ? states[state === "failed" ? "failed" : "watched"] : targets[target.state],
    says: [sentence([...spoke, ...sayReading(target, reading)])],
    read: lastRead([target], reading),
    key: null,
    candidates: [],
  }
}

/** When it was read well, how often it is, and why the last reading failed. */
function sayReading(target: TargetView, { locale, now }: Reading): readonly string[] {
  const { states, targets } = PHRASES[locale]
  const failed = target.lastOutcome === "failed"
  return [
    target.lastGoodAt === null ? targets.never : states.read(agoInWords(target.lastGoodAt, locale, now)),
    ...(failed ? [states.missed(reasonInWords(target.lastReason, locale))] : []),
    ...(target.lastOutcome === "held" ? [targets.held] : []),
    ...(target.state === "active" ? [targets.every(sayDuration(target.everyMs, locale))] : []),
  ]
}

function lastRead(targets: readonly TargetView[], { locale, now }: Reading): string | null {
  const read = targets.flatMap(({ lastGoodAt }) => (lastGoodAt === null ? [] : [lastGoodAt]))
  return read.length === 0 ? null : agoInWords(Math.max(...read), locale, now)
}

function sentence(parts: readonly string[]): string {
  return parts.length === 0 ? "" : capital(`${parts.join(" · ")}`)
}

function readKey(state: SourceState, { locale }: Reading): Key {
  const { states } = PHRASES[locale]
  const known = Object.hasOwn(states.adds, state.source)
  const setting = sourceOf(state.source)?.settings.find(({ name }) => state.missing.includes(name))
  const adds = known ? states.adds[state.source as keyof typeof states.adds] : (setting?.about ?? states.adds.other)
  return {
    adds,
    ours: known || setting === undefined,
    needs: states.setting(state.missing.join(", ")),
    getAt: webAddress(state.getAt),
  }
}

function readCandidate(candidate: SourceState["candidates"][number]): CandidateLine {
  const { reference, title, year, directors, url } = candidate
  return { reference, title: title ?? reference, year, directors: directors.join(", "), url: webAddress(url) }
}

function homeOf(source: string): string | null {
  return webAddress(sourceOf(source)?.homepage ?? null)
}

function sourceOf(id: string): Source | undefined {
  return sources.find((source) => source.id === id)
}
