import { agoInWords, clockInWords, instantInWords, type Ms, numberInWords, territoryInWords } from "@vigie/core"
import { readTarget, type TargetSheet } from "@vigie/db"
import { sourceById } from "@vigie/sources"
import { data } from "react-router"
import { PHRASES } from "../../i18n/words.ts"
import { sourceName, webAddress } from "../film/offer.server.ts"
import { ask } from "../site/db.server.ts"
import { sayDuration } from "../site/duration.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { reasonInWords } from "../sources/reason-words.server.ts"
import { type AnswerText, readAnswerText } from "./answer.server.ts"
import { everyChoices } from "./every.server.ts"
import { markOf, type TargetMark } from "./targets.server.ts"

export interface Fact {
  readonly name: string
  readonly value: string
  readonly url?: string | null
  readonly to?: string
}

export interface CheckItem {
  readonly at: string
  readonly when: string
  readonly outcome: string
  readonly reason: string | null
  readonly status: string
  readonly took: string
  readonly found: string
  readonly changes: number
}

/** A target as its operator sees it. */
export interface TargetPage {
  readonly id: string
  readonly name: string
  readonly mark: TargetMark
  readonly state: TargetSheet["state"]
  readonly facts: readonly Fact[]
  readonly every: { readonly ms: number; readonly choices: ReturnType<typeof everyChoices> }
  readonly answers: readonly AnswerText[]
  readonly checks: readonly CheckItem[]
  /** It is being read, or will be within seconds. */
  readonly soon: boolean
}

export async function readTargetPage(id: string, reading: Reading): Promise<TargetPage> {
  const sheet = await ask((db) => readTarget(db, id))
  if (sheet === null) throw data(null, { status: 404 })
  const answers = await Promise.all(sheet.answers.map((answer) => readAnswerText(sheet, answer, reading)))
  const { state, everyMs } = sheet
  return {
    id,
    name: [sourceName(sheet.source), sheet.film?.title ?? sheet.territory].join(" · "),
    mark: markOf(sheet),
    state,
    facts: factsOf(sheet, reading),
    every: { ms: everyMs, choices: everyChoices(reading.locale, everyMs) },
    answers: answers.flatMap((answer) => answer ?? []),
    checks: sheet.checks.map((check) => checkItem(check, reading)),
    soon: state === "active" && (sheet.leaseUntil !== null || sheet.dueAt <= reading.now),
  }
}

function factsOf(sheet: TargetSheet, { locale, now, zone }: Reading): readonly Fact[] {
  const { target: words, targets } = PHRASES[locale].operations
  const ago = (at: Ms) => agoInWords(at, locale, now)
  const { film, reference, territory, everyMs, dueAt, leaseUntil, lastGoodAt, hostNextAt } = sheet
  const free = hostNextAt === null || hostNextAt <= now
  const reading = leaseUntil === null ? null : words.reading(clockInWords(leaseUntil, locale, zone))
  return [
    { name: words.reference, value: reference, url: webAddress(reference) },
    ...(film === null ? [] : [{ name: words.film, value: film.title, to: `/films/${film.slug}` }]),
    { name: words.territory, value: territoryInWords(territory, locale) },
    { name: words.every, value: targets.every(sayDuration(everyMs, locale)) },
    { name: words.due, value: reading ?? (dueAt > now ? ago(dueAt) : targets.due(ago(dueAt))) },
    { name: words.good, value: lastGoodAt === null ? targets.neverRead : ago(lastGoodAt) },
    ...(sheet.lastOutcome === "failed" ? [{ name: words.reason, value: faultOf(sheet, locale) }] : []),
    { name: words.holding, value: numberInWords(sheet.holding, locale) },
    { name: words.host, value: `${sheet.host}, ${free ? words.hostFree : words.hostNext(ago(hostNextAt))}` },
  ]
}

/** In words, and as it is stored: an operator may need the place. */
function faultOf({ lastReason, failures }: TargetSheet, locale: Reading["locale"]): string {
  const { targets } = PHRASES[locale].operations
  const stored = lastReason === null ? "" : ` (${lastReason})`
  return `${reasonInWords(lastReason, locale)}${stored}, ${targets.failed(failures)}`
}

function checkItem(check: TargetSheet["checks"][number], { locale, now, zone }: Reading): CheckItem {
  const { target: words } = PHRASES[locale].operations
  const { at, outcome, reason, status, ms, sightings, rejected, changes } = check
  const rows = sightings === null ? "–" : numberInWords(sightings, locale)
  return {
    at: new Date(at).toISOString(),
    when: instantInWords(at, locale, zone, now),
    outcome: words.outcomes[outcome],
    reason: reason === null ? null : reasonInWords(reason, locale),
    status: status === null ? "–" : String(status),
    took: ms === null ? "–" : `${numberInWords(ms, locale)}\u00a0ms`,
    found: rejected ? `${rows}, ${words.rejected(rejected)}` : rows,
    changes,
  }
}

/** The source of a target, or null for one that this program no longer knows. */
export function knownSource(id: string) {
  try {
    return sourceById(id)
  } catch {
    return null
  }
}
