import { instantInWords } from "@vigie/core"
import type { ToldView } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { Reading } from "../site/viewer.server.ts"

const BROWSERS = [
  ["Edg", "Edge"],
  ["OPR", "Opera"],
  ["Firefox", "Firefox"],
  ["FxiOS", "Firefox"],
  ["CriOS", "Chrome"],
  ["Chrom", "Chrome"],
  ["Safari", "Safari"],
] as const
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const

/** "Firefox sur Linux"; what says it is another for old sites' sake is named by its own mark, which comes first here. */
export function deviceInWords(agent: string | null, locale: Reading["locale"]): string {
  const words = PHRASES[locale].account.sessions
  const browser = BROWSERS.find(([mark]) => agent?.includes(mark))?.[1]
  const system = SYSTEMS.find(([mark]) => agent?.includes(mark))?.[1]
  return browser && system ? words.on(browser, system) : (browser ?? system ?? words.unknown)
}

/** Where a message stands, in words: "envoyé le … par e-mail". */
export function deliveryInWords(delivery: ToldView["delivery"], { locale, zone, now }: Reading): string {
  const words = PHRASES[locale].account.told
  if (delivery === null) return words.nothing
  const { state, channel, sentAt, dueAt } = delivery
  const day = (at: number) => instantInWords(at, locale, zone, now)
  if (state === "sent")
    return words.sent(day(sentAt ?? dueAt), channel === "email" ? words.channels.email : words.channels.other)
  if (state === "waiting") return dueAt > now ? words.waiting(day(dueAt)) : words.soon
  return state === "claimed" ? words.soon : words[state]
}
