import { readFileSync } from "node:fs"
import { join } from "node:path"
import { type BrowserContextOptions, expect, type Page, test } from "@playwright/test"
import { listMailbox, readMailbox } from "@vigie/channels"
import { type Db, openDb } from "@vigie/db"
import { PHRASES } from "../app/i18n/words.ts"
import { type Hands, keyboard, pointer } from "./hands.ts"
import { placesOf } from "./own-account.ts"
import { whenReady } from "./ready.ts"
import type { Shore } from "./shore.ts"

whenReady(process.env.E2E_SHORE_PORT)

/*
 * From an empty installation to an empty one: somebody signs up, finds a film, is told, reads, has enough, and is forgotten.
 * Three people go that way side by side, so that the wait for the demonstration is shared.
 */
test.describe.configure({ mode: "serial" })

interface Person {
  readonly how: string
  readonly options: BrowserContextOptions
  readonly hands: (page: Page) => Hands
  /** Nothing else in the installation is called so. */
  readonly name: string
  readonly locale: "fr" | "en"
  readonly typed: string
  readonly film: string
}

const PEOPLE: readonly Person[] = [
  {
    how: "in French, at a desk",
    options: { locale: "fr-FR", viewport: { width: 1280, height: 800 }, javaScriptEnabled: true },
    hands: pointer,
    name: "maelle.querrien",
    locale: "fr",
    typed: "le fare des absants",
    film: "Le Phare des absents",
  },
  {
    how: "in English, on a phone of 360 px, without JavaScript",
    options: { locale: "en-GB", viewport: { width: 360, height: 740 }, javaScriptEnabled: false },
    hands: pointer,
    name: "winifred.oakhurst",
    locale: "en",
    typed: "minuit a la consine",
    film: "Minuit à la consigne",
  },
  {
    how: "by keyboard alone",
    options: { locale: "fr-FR", viewport: { width: 1280, height: 800 }, javaScriptEnabled: true },
    hands: keyboard,
    name: "anselme.trevidic",
    locale: "fr",
    typed: "vergers d'en fasse",
    film: "Les Vergers d'en face",
  },
]
const PASSWORD = "une marée après l'autre"

const dir = process.env.E2E_SHORE_DIR ?? ""
const mailbox = join(dir, "mailbox")
const baseURL = `http://127.0.0.1:${process.env.E2E_SHORE_PORT}`
const addressOf = ({ name }: Person) => `${name}@mail.example`

let db: Db
const pages = new Map<Person, Page>()
test.beforeAll(() => {
  const shore = JSON.parse(readFileSync(join(dir, "shore.json"), "utf8")) as Shore
  db = openDb(shore.databaseUrl, { max: 2 })
})
test.afterAll(async () => {
  for (const page of pages.values()) await page.context().close()
  await db.close()
})

for (const person of PEOPLE)
  test(`${person.how}: sign up, confirm the mail, search with a typo, watch`, async ({ browser }) => {
    test.setTimeout(90_000)
    const context = await browser.newContext({ ...person.options, baseURL })
    const page = await context.newPage()
    pages.set(person, page)
    await arrive(page, person)
  })

for (const person of PEOPLE)
  test(`${person.how}: told by mail, read the film's page, unsubscribe, be erased`, async () => {
    test.setTimeout(120_000)
    const page = pages.get(person)
    if (page === undefined) throw new Error(`${person.how}: nobody is there`)
    await leave(page, person)
  })

test("whatever was still under way, nothing of the three is left", async () => {
  for (const person of PEOPLE) expect(await tracesOf(person), person.how).toEqual([])
  const kept = await db.sql<{ hash: string; reason: string }>("select hash, reason from suppressions")
  expect(kept).toHaveLength(PEOPLE.length)
  for (const { hash, reason } of kept) expect([hash, reason]).toEqual([expect.stringMatching(/^[\w-]{43}$/), "erased"])
})

/** From the first page to a film on one's list. */
async function arrive(page: Page, person: Person): Promise<void> {
  const { doors, frame, search, watch } = PHRASES[person.locale]
  const hands = person.hands(page)
  await page.goto("/")
  await openMenu(page, hands)
  await hands.press(page.locator(".menu").getByRole("link", { name: frame.signUp }))
  await isAt(page, doors.signUp.title)
  await hands.write(page.getByLabel(doors.email), addressOf(person))
  await hands.write(page.getByLabel(doors.password), PASSWORD)
  await hands.tick(page.getByRole("checkbox"))
  await hands.press(page.getByRole("button", { name: doors.signUp.go }))
  await isAt(page, doors.verify.sentTitle)

  await page.goto(await mailed(person, "/verify", 20_000))
  await isAt(page, doors.verify.title)
  await hands.press(page.getByRole("button", { name: doors.verify.go }))
  await expect(page).toHaveURL(`${baseURL}/`)
  await hands.write(page.getByRole("searchbox"), person.typed)
  await hands.press(page.getByRole("button", { name: search.go, exact: true }))
  await expect(page).toHaveURL(/\/films\?q=/)
  const found = page.getByRole("main").getByRole("listitem")
  await expect(found.first()).toContainText(person.film)
  await hands.press(found.first().getByRole("link", { name: person.film }))
  await isAt(page, person.film)
  await hands.press(page.getByRole("button", { name: watch.add, exact: true }))
  await expect(page.getByText(watch.on, { exact: true })).toBeVisible()
}

/** From the mail that tells of the film to an account that never was. */
async function leave(page: Page, person: Person): Promise<void> {
  const words = PHRASES[person.locale]
  const { account, timeline, unsubscribe } = words
  const hands = person.hands(page)
  await page.goto(await mailed(person, "/films/", 90_000))
  await isAt(page, person.film)
  await expect(page.locator(".ticket")).toContainText("CinéBrume")
  const chart = page.getByRole("region", { name: timeline.title, exact: true })
  await expect(
    chart
      .getByRole("group")
      .getByRole("link", { name: /CinéBrume/ })
      .first(),
  ).toBeVisible()
  await hands.press(chart.getByText(timeline.table))
  await expect(chart.getByRole("row").filter({ hasText: "CinéBrume" })).toContainText(timeline.phases.present)

  await page.goto(await mailed(person, "/unsubscribe/", 0))
  await isAt(page, unsubscribe.film.ask(person.film))
  await hands.press(page.getByRole("button", { name: unsubscribe.film.go }))
  await expect(page.getByRole("status")).toHaveText(unsubscribe.film.done(person.film))

  const before = await tracesOf(person)
  expect(before).toEqual(expect.arrayContaining(["users.email", "users.name", expect.stringMatching(/\.eml$/)]))
  await openMenu(page, hands)
  await hands.press(page.locator(".menu").getByRole("link", { name: words.frame.account }))
  await isAt(page, account.title)
  await hands.press(page.getByRole("navigation", { name: account.tabs }).getByRole("link", { name: account.data }))
  await isAt(page, account.data)
  await hands.write(page.getByLabel(account.held.erasePassword), PASSWORD)
  await hands.press(page.getByRole("button", { name: account.held.eraseGo }))
  await isAt(page, account.held.erased)
  expect(await tracesOf(person)).toEqual([])
  expect(await page.context().cookies()).toEqual([])
}

async function openMenu(page: Page, hands: Hands): Promise<void> {
  await hands.press(page.locator(".menu > summary"))
}

/** The page of that name, in which nothing sticks out to the side. */
async function isAt(page: Page, name: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name)
  const width = page.viewportSize()?.width ?? 0
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width)
}

/** The address that begins so in a mail to them; waits for the mail, `within` ms. */
async function mailed(person: Person, path: string, within: number): Promise<string> {
  let link: string | undefined
  const look = async () => {
    const mails = await listMailbox(mailbox).catch(() => [])
    for (const { name } of mails.filter(({ to }) => to.includes(addressOf(person)))) {
      const text = (await readMailbox(mailbox, name))?.text ?? ""
      link ??= text.split("\n").find((line) => line.startsWith(`${baseURL}${path}`))
    }
    return link
  }
  await expect.poll(look, { timeout: Math.max(within, 1_000), intervals: [250], message: path }).toBeTruthy()
  return link?.trim() ?? ""
}

/** Where their name stands, or their address as links seal it, in any column of any table or in a mail that was kept. */
async function tracesOf(person: Person): Promise<readonly string[]> {
  const found = [person.name, ...sealed(addressOf(person))].map((text) => placesOf(db, text.toLowerCase(), mailbox))
  return [...new Set((await Promise.all(found)).flat())]
}

/** A text as it looks within base64, wherever in a group of three bytes it begins. */
function sealed(text: string): readonly string[] {
  return [0, 1, 2].map((offset) =>
    Buffer.from(" ".repeat(offset) + text)
      .toString("base64url")
      .slice(offset === 0 ? 0 : offset + 1, -3),
  )
}
