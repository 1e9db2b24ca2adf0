import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { openMailbox } from "@vigie/channels"
import { defaultRule } from "@vigie/core"
import {
  type DeliveryView,
  ensureUser,
  publishNews,
  readUnsubscription,
  setNewsletters,
  type ViewAlert,
  writeNews,
} from "@vigie/db"
import { type ParsedMail, simpleParser } from "mailparser"
import { afterAll, beforeAll, expect, test } from "vitest"
import { messageOf } from "./message.ts"
import { openTestInstallation, type TestInstallation } from "./testing/index.ts"
import { FILM, OTHER, VIEWED, view, viewAlert, viewChange, viewWindow } from "./viewing.testing.ts"

let at: TestInstallation
let dir: string
beforeAll(async () => {
  at = await openTestInstallation({ BASE_URL: "https://vigie.example", MAIL_FROM: "Vigie <vigie@vigie.example>" })
  dir = await mkdtemp(path.join(tmpdir(), "vigie-mails-"))
}, 60_000)
afterAll(async () => {
  await at.close()
  await rm(dir, { recursive: true, force: true })
})

/** The mail as it leaves, read by a parser that is not ours. */
async function mailed(delivery: DeliveryView): Promise<ParsedMail> {
  const message = await messageOf({ ...at.stages, now: () => VIEWED }, delivery)
  if (message === null) throw new Error("nothing is said")
  const box = await mkdtemp(path.join(dir, "box-"))
  await openMailbox(box).send([message], delivery.deliveryId)
  const [name = ""] = (await readdir(box)).filter((file) => file.endsWith(".eml"))
  return simpleParser(await readFile(path.join(box, name)))
}

const headerOf = (mail: ParsedMail, name: string) => mail.headerLines.find(({ key }) => key === name)?.line ?? ""
const tokensOf = (text: string) => [...text.matchAll(/\/unsubscribe\/([\w.-]+)/g)].map(([, token]) => token!)
const stopsOf = (mail: ParsedMail) =>
  tokensOf(mail.text ?? "").map((token) => readUnsubscription(at.stages.secret, token)?.kind)

const prices = (minor: number) => ({ hd: { amountMinor: minor, currency: "EUR" } })
const repriced = { change: viewChange("repriced", { before: { prices: prices(399) }, after: { prices: prices(299) } }) }
const target = { amountMinor: 300, currency: "EUR" }
const rule = { id: "019b2c7e-0000-7000-8000-0000000000a7", scope: "department", ref: "Manche", name: "Manche" } as const
const closed = viewWindow({
  status: "closed",
  closedAt: VIEWED - 3_600_000,
  end: { at: VIEWED - 3_600_000, precision: "instant", basis: "observed", text: null },
})
const wrong: Partial<ViewAlert> = {
  kind: "correction",
  windows: [closed],
  change: viewChange("closed", { after: { status: "closed", endBasis: "observed" } }),
  corrects: viewChange("opened", { after: { end: "2026-07-06T22:00:00Z", endPrecision: "day", endBasis: "stated" } }),
  toldAt: VIEWED - 7_200_000,
}

const EVERY: Readonly<Record<string, readonly [alert: ViewAlert, fr: RegExp, en: RegExp]>> = {
  available: [
    viewAlert("opened"),
    /La Digue est disponible sur Ciné Étoile jusqu'au 6 juillet/,
    /La Digue is available on/,
  ],
  back: [
    viewAlert("opened", { back: true, gone: { since: VIEWED - 9e8, providerId: viewWindow().window.providerId } }),
    /La Digue est de retour sur Ciné Étoile/,
    /is back on/,
  ],
  first_answer: [viewAlert("first_answer"), /est déjà disponible/, /is already available/],
  announced: [viewAlert("announced"), /arrive sur/, /comes to/],
  moved: [viewAlert("moved"), /nouvelles dates/, /new dates/],
  repriced: [viewAlert("repriced", repriced), /passe de 3,99/, /goes from €3.99/],
  target: [
    viewAlert("repriced", { ...repriced, asks: { ...defaultRule, changes: ["repriced"], target } }),
    /le prix que vous attendiez/,
    /the price you were waiting for/,
  ],
  lowest: [
    viewAlert("repriced", { ...repriced, asks: { ...defaultRule, changes: ["repriced"], allTimeLow: true } }),
    /jamais aussi bas/,
    /never so low/,
  ],
  closing: [viewAlert("closing"), /quitte bientôt/, /leaves Ciné Étoile soon/],
  closed: [viewAlert("closed", { windows: [closed] }), /a quitté Ciné Étoile/, /has left/],
  improved: [
    viewAlert("improved", {
      change: viewChange("improved", { before: { qualities: ["hd"] }, after: { qualities: ["hd", "uhd"] } }),
    }),
    /maintenant en 4K/,
    /now in 4K/,
  ],
  correction: [viewAlert("closed", wrong), /^Rectification/, /^Correction/],
}
const both = Object.entries(EVERY).flatMap(([name, [alert, fr, en]]) => [
  [name, "fr", alert, fr] as const,
  [name, "en", alert, en] as const,
])

test.each(both)(
  "a mail that tells %s in %s: subject, both parts, what stops it, its thread",
  async (_, locale, alert, subject) => {
    const delivery = view([alert], { locale })

    const mail = await mailed(delivery)

    expect(mail.subject?.replace(/[\u00a0\u202f]/g, " ")).toMatch(subject)
    expect(mail.messageId).toBe(`<${delivery.deliveryId}@vigie.example>`)
    expect(mail.inReplyTo).toBe(mail.references)
    expect(mail.references).toMatch(/^<[0-9a-f]{32}@vigie\.example>$/)
    expect(mail.html).toContain(`<html dir="ltr" lang="${locale}">`)
    expect(mail.text).toContain("LA DIGUE")
    expect(mail.text).toContain("https://vigie.example/films/la-digue")
    expect(headerOf(mail, "list-unsubscribe-post")).toBe("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    expect(headerOf(mail, "auto-submitted")).toBe("Auto-Submitted: auto-generated")
    const [token = ""] = tokensOf(headerOf(mail, "list-unsubscribe").replace(/\s/g, ""))
    expect(readUnsubscription(at.stages.secret, token)).toEqual({
      kind: "film",
      userId: delivery.userId,
      filmId: FILM.id,
    })
    expect(stopsOf(mail)).toEqual(["film", "all"])
    expect(tokensOf(mail.html || "")).toEqual(tokensOf(mail.text ?? ""))
  },
)

test("a film's mails to one person are one thread; another's, and another film's, are others", async () => {
  const first = await mailed(view([viewAlert("opened")]))
  const later = await mailed(view([viewAlert("closing"), viewAlert("repriced", repriced)], { deliveryId: FILM.id }))
  const theirs = await mailed(view([viewAlert("opened")], { userId: OTHER.id }))
  const other = await mailed(view([viewAlert("opened", { film: OTHER })]))

  expect(later.references).toBe(first.references)
  expect(new Set([first, theirs, other].map(({ references }) => references)).size).toBe(3)
  expect(`${first.references}`).not.toContain(FILM.id.replaceAll("-", "").slice(0, 12))
})

test("a mail about several films is of no film's thread, and stops all", async () => {
  const mail = await mailed(view([viewAlert("opened"), viewAlert("closing", { film: OTHER })]))

  expect([mail.references, mail.inReplyTo]).toEqual([undefined, undefined])
  expect(stopsOf(mail)).toEqual(["all"])
  expect(mail.subject).toContain("La Digue et L'Estran")
})

test("a standing rule's mail is stopped by its rule, its film, or all", async () => {
  const one = await mailed(view([viewAlert("opened", { rule })]))
  const two = await mailed(view([viewAlert("opened", { rule }), viewAlert("opened", { rule, film: OTHER })]))
  const mixed = await mailed(view([viewAlert("opened", { rule }), viewAlert("opened", { film: OTHER })]))

  const [token = ""] = tokensOf(headerOf(one, "list-unsubscribe").replace(/\s/g, ""))
  expect(readUnsubscription(at.stages.secret, token)).toMatchObject({ kind: "rule", ruleId: rule.id })
  expect([one, two, mixed].map(stopsOf)).toEqual([["rule", "film", "all"], ["rule", "all"], ["all"]])
  expect(one.text?.replace(/\s+/g, " ")).toContain("tournés dans ce département : Manche")
  expect(mixed.text).not.toContain("Manche")
})

test.each([
  ["daily", "Le point du mardi 30 juin", "Your films on Tuesday 30 June"],
  ["weekly", "La semaine de vos films", "Your films' week"],
  ["monthly", "Le mois de vos films", "Your films' month"],
  [null, "Vos films, mardi 30 juin", "Your films, Tuesday 30 June"],
] as const)("a digest, %s, has its title and stops all, in both languages", async (every, fr, en) => {
  const alerts = [viewAlert("opened"), viewAlert("closing", { film: OTHER })]

  const french = await mailed(view(alerts, { kind: "digest", every }))
  const english = await mailed(view(alerts, { kind: "digest", every, locale: "en" }))

  expect(french.subject).toContain(fr)
  expect(english.subject).toContain(en)
  expect(french.text).toMatch(/Partent bientôt\n-+\n\n\* L'Estran\n/)
  expect(english.text).toContain("\nhttps://vigie.example/films/l-estran\n")
  expect([stopsOf(french), stopsOf(english)]).toEqual([["all"], ["all"]])
  expect(french.references).toBeUndefined()
})

test("many things at once are told in lines", async () => {
  const mail = await mailed(
    view(
      Array.from({ length: 9 }, (_, place) =>
        viewAlert("opened", { film: { ...OTHER, id: FILM.id.replace(/.$/, String(place)), title: `Film ${place}` } }),
      ),
    ),
  )

  expect(mail.subject?.replace(/\u00a0/g, " ")).toContain("Vos films, mardi 30 juin : 9 à voir")
})

test("gone and back in one mail are one story", async () => {
  const left = viewAlert("closed", { windows: [closed] })
  const returned = viewAlert("opened")
  const both = await mailed(view([left, returned]))
  const onlyLeft = await mailed(view([returned, viewAlert("closed", { windows: [closed] })]))

  expect(both.subject).toContain("La Digue est de retour sur Ciné Étoile")
  expect(both.text?.replace(/\s+/g, " ")).toContain("Il n'y était plus depuis le mardi 30 juin")
  expect(both.text).not.toContain("a quitté")
  expect(onlyLeft.subject).toContain("2 nouvelles")
})

test("an opening at the price its reader's rule waits for says so; one above it does not", async () => {
  const asks = { ...defaultRule, target }

  const at299 = await mailed(view([viewAlert("opened", { asks })]))
  const at399 = await mailed(view([viewAlert("opened", { asks, windows: [viewWindow({}, 399)] })]))
  const free = await mailed(view([viewAlert("opened", { asks, windows: [viewWindow({ monetization: "free" })] })]))

  expect(at299.text).toContain("Vous attendiez")
  expect(at399.text).not.toContain("Vous attendiez")
  expect(free.text).not.toContain("Vous attendiez")
})

test("a correction says when its reader was told, not when the change was made", async () => {
  const mail = await mailed(view([viewAlert("closed", wrong)], { locale: "en" }))

  expect(mail.text?.replace(/\s+/g, " ")).toContain(
    "“La Digue is available on Ciné Étoile until 6 July” (Tuesday 30 June at 08:00)",
  )
})

const HOSTILE = [
  "Nuit\r\nBcc: all@example.org\r\n\r\n<p>",
  '<script>alert("x")</script>',
  "\u202eeugiD aL",
  "Une très longue histoire ".repeat(12),
  "👩‍👩‍👧‍👦 La Digue 🎬",
  "ואלס עם באשיר",
]

test.each(HOSTILE)("a title %j writes no header, no markup, and comes through", async (title) => {
  for (const kind of ["alerts", "digest"] as const)
    for (const alert of [
      viewAlert("opened", { film: { ...FILM, title } }),
      viewAlert("closed", { ...wrong, film: { ...FILM, title } }),
    ]) {
      const mail = await mailed(view([alert], { kind }))

      expect(mail.bcc).toBeUndefined()
      expect(mail.headerLines.map(({ key }) => key)).not.toContain("bcc")
      expect(mail.subject).not.toMatch(/[\r\n\u202e]/)
      expect(mail.html).not.toContain("<script>alert")
      expect(mail.to).toMatchObject({ text: "lea@mail.example" })
      expect(mail.attachments).toEqual([])
    }
  const mail = await mailed(view([viewAlert("opened", { film: { ...FILM, title } })]))
  expect(mail.subject).toContain(
    title
      .replace(/[\u202e]/g, "")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, 12),
  )
})

test.each([
  ["fr", "Nouvelles de Vigie : Deux sources", "Ne plus recevoir cette lettre"],
  ["en", "News of Vigie: Two sources", "Stop receiving this newsletter"],
] as const)("a newsletter in %s is stopped by itself or with all", async (locale, subject, stop) => {
  const user = await ensureUser(at.db, { email: `news-${locale}@mail.example`, territories: ["FR"] })
  await at.db.sql("update users set locale = $2 where id = $1", [user.id, locale])
  await setNewsletters(
    at.db,
    user.id,
    [{ kind: "operator", cadence: "weekly", day: 1, ref: "" }],
    VIEWED - 9 * 86_400_000,
  )
  const words = {
    fr: { title: "Deux sources", body: "Elles sont là." },
    en: { title: "Two sources", body: "Here they are." },
  }
  const id = await writeNews(at.db, { id: null, words, by: "op", now: VIEWED - 2_000 })
  await publishNews(at.db, id, "op", VIEWED - 1_000)
  const about = { kind: "operator", ref: "", from: VIEWED - 7 * 86_400_000, to: VIEWED }

  const delivery = view([], { kind: "newsletter", about, userId: user.id, locale })
  const mail = await mailed(delivery)

  expect(mail.subject?.replace(/\u00a0/g, " ")).toBe(subject)
  expect(mail.text).toContain(stop)
  expect(stopsOf(mail)).toEqual(["newsletter", "all"])
  expect(mail.references).toBeUndefined()
  // Where as many are frozen at once as there are connections, a second one would be waited for by all of them.
  const others = () => Promise.reject(new Error("a second connection"))
  const elsewhere = { ...at.stages, now: () => VIEWED, db: { ...at.db, sql: others } }
  expect(await at.db.begin((tx) => messageOf(elsewhere, delivery, tx))).not.toBeNull()
  await at.db.sql("delete from news")
})

test("a newsletter that says nothing is no mail", async () => {
  const about = { kind: "operator", ref: "", from: 0, to: 1 }

  expect(await messageOf(at.stages, view([], { kind: "newsletter", about }))).toBeNull()
})
