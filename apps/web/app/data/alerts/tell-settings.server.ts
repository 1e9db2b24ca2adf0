import { defaultRule, instantInWords, type TellSettings } from "@vigie/core"
import {
  listStandingRules,
  readDefaultRule,
  readTellSettings,
  sendWaitingNow,
  setTellSettings,
  type WaitingMessage,
  waitingFor,
} from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { SignedIn } from "../account/access.server.ts"
import type { Faults } from "../account/account-profile.server.ts"
import { readWhen, rhythmsIn } from "../account/rhythms.server.ts"
import { ask } from "../site/db.server.ts"
import type { Choice, Choices } from "../site/zones.server.ts"
import { type RuleLine, rulesReader } from "../watchlist/rule-words.server.ts"
import { channelInWords } from "../watchlist/told.server.ts"

/** The form as it was typed. `when`: "now", "daily", "weekly-1" to "weekly-7", "monthly-1" to "monthly-28". */
export interface TellValues {
  readonly when: string
  /** "0" to "23". */
  readonly hour: string
  readonly cap: string
  /** "22:30"; both empty: no quiet hours. */
  readonly from: string
  readonly to: string
}

export interface TellSheet {
  readonly values: TellValues
  readonly rhythms: readonly Choices[]
  readonly hours: readonly Choice[]
  /** By whose clock. */
  readonly zone: string
  readonly waiting: readonly { readonly id: string; readonly words: string }[]
  readonly rule: RuleLine
  readonly standing: number
}

const MOST_CAP = 100
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/

export async function readTellSheet(viewer: SignedIn): Promise<TellSheet> {
  const { user, locale, now } = viewer
  const words = PHRASES[locale].alerts
  const settings = await ask((db) => readTellSettings(db, user.id))
  const own = (await ask((db) => readDefaultRule(db, user.id))) ?? defaultRule
  const say = await rulesReader([own], viewer)
  const waiting = await ask((db) => waitingFor(db, user.id, now))
  return {
    values: valuesOf(settings),
    rhythms: rhythmsIn(locale),
    hours: Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), name: words.hourIs(hour) })),
    zone: user.zone.split("/").at(-1)?.replaceAll("_", " ") ?? user.zone,
    waiting: sayWaiting(waiting, viewer),
    rule: say(own),
    standing: (await ask((db) => listStandingRules(db, user.id))).length,
  }
}

function valuesOf(settings: TellSettings | null): TellValues {
  if (settings === null) return { when: "now", hour: "8", cap: "10", from: "", to: "" }
  const { every, day, hour, cap, quietFrom, quietTo } = settings
  const when = every === "weekly" || every === "monthly" ? `${every}-${day ?? 1}` : every
  return { when, hour: String(hour), cap: String(cap), from: quietFrom ?? "", to: quietTo ?? "" }
}

/** "3 choses attendent demain 8 h, par mail": one line for each message that waits. */
function sayWaiting(waiting: readonly WaitingMessage[], { locale, zone, now }: SignedIn): TellSheet["waiting"] {
  const { alerts: words } = PHRASES[locale]
  return waiting.map(({ channel, dueAt, waitsFor, count }, index) => {
    const when = instantInWords(dueAt, locale, zone, now)
    const said = words.waits[waitsFor ?? "hour"](count, when, channelInWords(channel, locale))
    return { id: `${index} ${dueAt}`, words: said }
  })
}

export function tellIn(form: FormData): TellValues {
  const text = (name: string) =>
    String(form.get(name) ?? "")
      .trim()
      .slice(0, 20)
  return { when: text("when"), hour: text("hour"), cap: text("cap"), from: text("from"), to: text("to") }
}

/** Stores when somebody wishes to be told, and plans what waits anew; or says what is wrong and stores nothing. */
export async function saveTell({ user, locale, now }: SignedIn, values: TellValues): Promise<Faults> {
  const read = readTell(values, PHRASES[locale].alerts.faults)
  if ("faults" in read) return read.faults
  await ask((db) => setTellSettings(db, user.id, read.settings, now))
  return {}
}

type Words = (typeof PHRASES)["fr"]["alerts"]["faults"]

/** Each field is judged by itself. */
export function readTell(
  { when, hour, cap, from, to }: TellValues,
  words: Words,
): { readonly settings: Omit<TellSettings, "zone"> } | { readonly faults: Faults } {
  const faults: Record<string, string> = {}
  const rhythm = when === "now" ? { cadence: "now" as const, day: null } : readWhen(when)
  if (!rhythm) faults.when = words.when
  if (!/^\d{1,2}$/.test(hour) || Number(hour) > 23) faults.hour = words.hour
  if (!/^\d{1,3}$/.test(cap) || Number(cap) < 1 || Number(cap) > MOST_CAP) faults.cap = words.cap
  for (const [field, value, other] of [
    ["from", from, to],
    ["to", to, from],
  ] as const) {
    if (value === "" && other !== "") faults[field] = words.both
    else if (value !== "" && !CLOCK.test(value)) faults[field] = words.time
  }
  if (from !== "" && from === to) faults.to = words.same
  if (!rhythm || Object.keys(faults).length > 0) return { faults }
  const quiet = { quietFrom: from || null, quietTo: to || null }
  return { settings: { every: rhythm.cadence, day: rhythm.day, hour: Number(hour), cap: Number(cap), ...quiet } }
}

/** Hands over at once what waits. */
export async function sendWaiting({ user, now }: SignedIn): Promise<number> {
  return ask((db) => sendWaitingNow(db, user.id, now))
}
