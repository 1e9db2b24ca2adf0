import type { ServiceChoice } from "@vigie/db"
import { describe, expect, test } from "vitest"
import { legalEn } from "../../legal/en.ts"
import type { LegalFacts } from "../../legal/facts.ts"
import { legalFr } from "../../legal/fr.ts"
import { zoneChoices } from "../site/zones.server.ts"
import { deliveryInWords, deviceInWords } from "./activity-words.server.ts"
import { qrOf } from "./qr.server.ts"
import { readWhen, rhythmsIn, whenOf } from "./rhythms.server.ts"
import { groupServices } from "./services.server.ts"

const NOW = Date.UTC(2026, 5, 1, 12)
const reading = { locale: "fr", territories: ["FR"], zone: "Europe/Paris", now: NOW } as const

describe("services", () => {
  const service = (name: string, open: number, parent: string | null = null): ServiceChoice => ({
    id: name,
    name,
    open,
    parent,
  })
  const choices = [
    service("Arte", 9),
    service("France 2", 5, "france.tv"),
    service("france.tv", 1),
    service("Vide", 0),
    service("Cochée", 0),
  ]

  test("what has something to see, or is ticked, comes first; a channel stands with its service", () => {
    const { first, others } = groupServices(choices, ["Cochée", "France 2"])

    expect(first.map(({ name }) => name)).toEqual(["Arte", "france.tv", "Cochée"])
    expect(first[1]).toMatchObject({ own: { id: "france.tv", on: false }, within: [{ id: "France 2", on: true }] })
    expect(others.map(({ name }) => name)).toEqual(["Vide"])
  })

  test("every service is offered once, also where the one it belongs to is not to be had there", () => {
    const { first, others } = groupServices([service("Canal+ Cinéma", 0, "Canal+")], [])

    expect([first, others[0]]).toEqual([
      [],
      { name: "Canal+", own: null, within: [{ id: "Canal+ Cinéma", name: "Canal+ Cinéma", on: false }] },
    ])
  })
})

test("every time zone is there once, those of one's territories first", () => {
  const groups = zoneChoices({ zone: "America/Montreal", territories: ["FR", "RE"] }, "fr")
  const all = groups.flatMap(({ of }) => of.map(({ value }) => value))

  expect(groups[0]?.of.map(({ value }) => value)).toEqual(["Europe/Paris", "Indian/Reunion", "America/Montreal"])
  expect(new Set(all).size).toBe(all.length)
  expect(all).toEqual(expect.arrayContaining(Intl.supportedValuesOf("timeZone")))
  expect(groups.find(({ name }) => name === "Amérique")?.of).toContainEqual({
    value: "America/New_York",
    name: "New York",
  })
})

describe("rhythms", () => {
  test.each(["", "daily", "weekly-1", "weekly-7", "monthly-1", "monthly-28"])(
    "%j is read and shown as itself",
    (when) => {
      const read = readWhen(when)

      expect(read).not.toBeUndefined()
      expect(whenOf(read ? { kind: "list", ref: "", ...read } : undefined)).toBe(when)
    },
  )

  test.each(["weekly", "weekly-0", "weekly-8", "monthly-29", "monthly-01", "hourly", "daily-1", "weekly-1 "])(
    "%j is none",
    (when) => {
      expect(readWhen(when)).toBeUndefined()
    },
  )

  test("each that is offered can be chosen, in words of the language", () => {
    const [daily, weekly, monthly] = rhythmsIn("fr")

    for (const { of } of rhythmsIn("en")) for (const { value } of of) expect(readWhen(value)).toBeTruthy()
    expect([daily?.of.length, weekly?.of.length, monthly?.of.length]).toEqual([1, 7, 28])
    expect(weekly?.of[0]).toEqual({ value: "weekly-1", name: "le lundi" })
    expect(monthly?.of[0]).toEqual({ value: "monthly-1", name: "le 1er du mois" })
  })
})

describe("activity", () => {
  const delivery = { channel: "email", state: "sent", dueAt: NOW, sentAt: NOW - 3_600_000 } as const

  test("a message is sent at an hour of one's own clock, or says where it stands", () => {
    expect(deliveryInWords(delivery, reading)).toBe(
      "envoyé le lundi 1er juin à 13 h par mail".replace("13 h", "13\u00a0h"),
    )
    expect(deliveryInWords({ ...delivery, state: "waiting", sentAt: null, dueAt: NOW + 3_600_000 }, reading)).toMatch(
      /^partira le lundi 1er juin à 15/,
    )
    expect(deliveryInWords({ ...delivery, state: "waiting", sentAt: null }, reading)).toBe("part en ce moment")
    expect(deliveryInWords({ ...delivery, state: "failed" }, reading)).toBe("n'a pas pu partir")
    expect(deliveryInWords(null, { ...reading, locale: "en" })).toBe("without a message")
  })

  test.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox sur Linux"],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
      "Edge sur Windows",
    ],
    [
      "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
      "Chrome sur Android",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1",
      "Safari sur iPhone",
    ],
    ["curl/8.0", "Appareil inconnu"],
    [null, "Appareil inconnu"],
  ])("%j is said as %s", (agent, said) => {
    expect(deviceInWords(agent, "fr")).toBe(said)
  })
})

test("a QR code is square, has its three marks, and stays within its border", () => {
  const { path, size } = qrOf("otpauth://totp/Vigie:lea@mail.example?secret=ABCDEFGH")

  expect(path).toMatch(/^M4 4h1v1h-1z/)
  for (const at of ["M4 4h", `M${size - 5} 4h`, `M4 ${size - 5}h`]) expect(path).toContain(at)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g))
    for (const at of [Number(x), Number(y)]) expect(at >= 4 && at < size - 4).toBe(true)
})

describe("legal pages", () => {
  const legal = {
    operator: "Ciné-club du Phare",
    registration: "Association 12345",
    address: "1 quai de la Lune\n29000 Quimper",
    email: "club@phare.example",
    director: "Odette Varin",
    host: "Hébergeur Exemple",
    hostAddress: "2 rue des Serveurs",
    country: "FR",
  } as const
  const facts: LegalFacts = {
    legal,
    country: "France",
    accounts: "open",
    mailBy: "Resend",
    sources: [{ name: "Arte", attribution: "ARTE" }],
  }
  const said = (texts: typeof legalFr, given: LegalFacts) =>
    Object.values(texts)
      .flatMap((page) => page(given))
      .flatMap(({ title, body }) => [title, ...body.flat()])
      .join("\n")

  test.each(["local", "invite", "open"] as const)("French and English have the same parts: %s", (accounts) => {
    for (const given of [
      { ...facts, accounts },
      { ...facts, accounts, legal: null, mailBy: null },
    ])
      for (const page of ["terms", "privacy", "legal", "contact"] as const) {
        const shape = (texts: typeof legalFr) =>
          texts[page](given).map(({ id, body }) => [id, body.map((one) => (typeof one === "string" ? 1 : one.length))])
        expect(shape(legalEn), page).toEqual(shape(legalFr))
      }
  })

  test("what was said of who runs the place is all in it, in either language", () => {
    for (const texts of [legalFr, legalEn]) {
      for (const fact of Object.values(legal).filter((one) => one !== "FR")) expect(said(texts, facts)).toContain(fact)
      for (const fact of ["France", "Resend", "ARTE", "CNIL"]) expect(said(texts, facts)).toContain(fact)
    }
  })

  test("the CNIL is named for France only", () => {
    expect(said(legalFr, { ...facts, legal: { ...legal, country: "BE" }, country: "Belgique" })).not.toContain("CNIL")
    expect(said(legalFr, { ...facts, legal: { ...legal, country: "BE" }, country: "Belgique" })).toContain("Belgique")
  })
})
