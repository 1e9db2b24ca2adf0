import type { Moment } from "@vigie/core"
import type { ProviderCard, ReplayLink, WindowView } from "@vigie/db"
import { expect, test } from "vitest"
import { readAirings } from "./airings.server.ts"
import { bestOf, inOrder, pastInWords, readOffer } from "./offer.server.ts"

const NOW = Date.UTC(2025, 6, 2, 10)
const DAY = 86_400_000
const FR = { locale: "fr", territories: ["FR"], zone: "Europe/Paris", now: NOW } as const
const EN = { ...FR, locale: "en" } as const
const UNKNOWN: Moment = { at: null, precision: "unknown", basis: "observed", text: null }

const at = (iso: string, precision: Moment["precision"] = "minute"): Moment => ({
  at: Date.parse(iso),
  precision,
  basis: "stated",
  text: null,
})
const provider = (name: string, given: Partial<ProviderCard> = {}): ProviderCard => ({
  id: name,
  slug: name,
  name,
  homepage: null,
  parent: null,
  host: null,
  access: null,
  verified: true,
  demo: false,
  ...given,
})
const window = (given: Partial<WindowView>): WindowView => ({
  id: "w",
  provider: provider("france.tv"),
  territory: "FR",
  kind: "replay",
  monetization: "free",
  status: "open",
  start: UNKNOWN,
  end: UNKNOWN,
  openedAt: null,
  closedAt: null,
  terms: [],
  url: null,
  lastCheckedAt: NOW,
  stale: false,
  evidence: [],
  replays: [],
  broadcasts: [],
  ...given,
})
const airing = window({
  kind: "broadcast",
  status: "announced",
  provider: provider("France 2"),
  start: at("2025-07-06T18:55:00Z"),
  end: at("2025-07-06T20:55:00Z"),
})
const plain = (lines: readonly string[]) => lines.map((line) => line.replaceAll("\u00a0", " "))

test("a broadcast says where it is replayed, and until when", () => {
  const rest = { windowId: "r", provider: provider("france.tv"), start: UNKNOWN }
  const ends: ReplayLink = { ...rest, status: "announced", end: at("2025-07-13T22:00:00Z", "day") }
  const open = { ...ends, end: UNKNOWN }

  expect(readOffer({ ...airing, replays: [ends] }, FR).story).toEqual([
    "puis en replay sur france.tv jusqu'au dimanche 13 juillet inclus",
  ])
  expect(readOffer({ ...airing, replays: [ends] }, EN).story).toEqual([
    "then on catch-up on france.tv until Sunday 13 July inclusive",
  ])
  expect(readOffer({ ...airing, replays: [open] }, FR).story).toEqual(["puis en replay sur france.tv"])
  expect(readOffer({ ...airing, replays: [{ ...open, status: "void" }] }, FR).story).toEqual([])
  expect(readOffer({ ...airing, replays: [{ ...ends, status: "open" }] }, FR).story).toEqual([
    "déjà en replay sur france.tv jusqu'au dimanche 13 juillet inclus",
  ])
})

test("a replay says where and when it was broadcast, by the reader's clock", () => {
  const past = { windowId: "b", provider: provider("France 2"), start: at("2025-06-29T18:55:00Z") }
  const next = { ...past, start: at("2025-07-06T18:55:00Z") }
  const replay = window({ broadcasts: [past, next] })

  expect(plain(readOffer(replay, FR).story)).toEqual([
    "diffusé sur France 2 le dimanche 29 juin à 20 h 55",
    "sera diffusé sur France 2 le dimanche 6 juillet à 20 h 55",
  ])
  expect(readOffer(replay, { ...EN, zone: "Indian/Reunion" }).story[0]).toBe(
    "broadcast on France 2 on Sunday 29 June at 22:55",
  )
})

test("broadcasts to come read like a television programme: day, hour by the reader's clock, channel", () => {
  const late = { ...airing, id: "l", start: at("2025-07-06T20:55:00Z") }
  const dateless = { ...airing, id: "d", start: at("2025-07-06T22:00:00Z", "day") }
  const lines = readAirings([window({}), airing, late], { ...FR, zone: "Indian/Reunion" })
  const elsewhere = readAirings([dateless], { ...FR, zone: "America/New_York" })

  expect(
    lines.map(({ hour, day, offer }) => [hour.replaceAll("\u00a0", " "), day?.whole, offer.provider.name]),
  ).toEqual([
    ["22 h 55", "dimanche 6 juillet", "France 2"],
    ["0 h 55", "lundi 7 juillet", "France 2"],
  ])
  // A day alone is a day where it is broadcast.
  expect([elsewhere[0]?.hour, elsewhere[0]?.day?.whole]).toEqual(["heure non précisée", "lundi 7 juillet"])
})

test("a broadcast that is over is told by its day and hour", () => {
  expect(pastInWords({ ...airing, status: "closed" }, FR).replaceAll("\u00a0", " ")).toBe(
    "Diffusé le dimanche 6 juillet 2025 à 20 h 55",
  )
})

test("a provider that nobody vouched for is marked", () => {
  const named = (given: Partial<ProviderCard>) =>
    readOffer(window({ provider: provider("Canal X", given) }), FR).provider

  expect(named({ verified: false }).verified).toBe(false)
  expect(named({ verified: true }).verified).toBe(true)
  expect(named({ verified: false, demo: true }).verified).toBe(true)
})

test("my services and free first, then what costs least; then what ends first; what is on television or not verified last", () => {
  const [mine, other] = [provider("Mine"), provider("Other")]
  const buy = window({ id: "buy", kind: "vod", monetization: "buy" })
  const rent = window({ id: "rent", kind: "vod", monetization: "rent", provider: mine })
  const ends = window({ ...rent, id: "ends", end: at("2025-07-13T22:00:00Z", "day") })
  const paid = window({ id: "paid", kind: "vod", monetization: "subscription", provider: other })
  const have = window({ ...paid, id: "have", provider: mine })
  const free = window({ id: "free" })
  const live = { ...airing, id: "live", end: { ...airing.end, at: NOW + DAY } }
  const ids = (windows: readonly WindowView[], services: readonly string[]) =>
    inOrder(windows, services).map(({ id }) => id)

  expect(ids([buy, rent, paid, ends, live, have, free], ["Mine"])).toEqual([
    "free",
    "have",
    "paid",
    "ends",
    "rent",
    "buy",
    "live",
  ])
  expect(ids([paid, have, { ...rent, id: "a" }], [])).toEqual(["paid", "have", "a"])
  expect(bestOf([live, buy, rent], [])?.id).toBe("rent")
  expect(bestOf([live], [])?.id).toBe("live")
  expect(bestOf([{ ...rent, stale: true }, buy], [])?.id).toBe("buy")
  expect(bestOf([], [])).toBeNull()
})
