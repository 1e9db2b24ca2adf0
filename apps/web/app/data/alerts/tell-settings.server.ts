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
import { rhythmsIn } from "../account/rhythms.server.ts"
import { ask } from "../site/db.server.ts"
import type { Choice, Choices } from "../site/zones.server.ts"
import { type RuleLine, rulesReader } from "../watchlist/rule-words.server.ts"
import { channelInWords } from "../watchlist/told.server.ts"
import { readTell, type TellValues } from "./tell-form.server.ts"

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

/** Stores when somebody wishes to be told, and plans what waits anew; or says what is wrong and stores nothing. */
export async function saveTell({ user, locale, now }: SignedIn, values: TellValues): Promise<Faults> {
  const read = readTell(values, PHRASES[locale].alerts.faults)
  if ("faults" in read) return read.faults
  await ask((db) => setTellSettings(db, user.id, read.settings, now))
  return {}
}

/** Hands over at once what waits. */
export async function sendWaiting({ user, now }: SignedIn): Promise<number> {
  return ask((db) => sendWaitingNow(db, user.id, now))
}
