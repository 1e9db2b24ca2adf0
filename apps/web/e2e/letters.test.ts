import { join } from "node:path"
import { expect, type Page, test } from "@playwright/test"
import { listMailbox, readMailbox } from "@vigie/channels"
import { type Db, makeNewsletters } from "@vigie/db"
import { type Holder, inspect, openAccount, signIn } from "./own-account.ts"
import { whenReady } from "./ready.ts"
import { enableTwoFactor, houseURL, mailedLink, openHouseDb } from "./visitor.ts"

whenReady(process.env.E2E_HOUSE_PORT)

/* A reader's newsletters, and the news that an operator writes. */

test.use({ baseURL: houseURL, javaScriptEnabled: false })
test.describe.configure({ mode: "serial" })

const READER: Holder = { email: "mara@mail.example", password: "les lettres du phare" }
const WRITER: Holder = { email: "iris@mail.example", password: "les nouvelles du phare" }
const MAILBOX = join(process.env.E2E_HOUSE_DIR ?? "", "mailbox")
const WEEK = 7 * 86_400_000

let db: Db
let reader: Page
test.beforeAll(async ({ browser }) => {
  db = openHouseDb()
  await openAccount(db, READER)
  reader = await (await browser.newContext({ baseURL: houseURL, locale: "fr-FR", javaScriptEnabled: false })).newPage()
  await signIn(reader, READER)
})
test.afterAll(() => db.close())

/** Asked for more than a week ago: the hour of an issue has come since. */
async function weekLater(): Promise<void> {
  await db.sql(
    `update newsletters n set created_at = n.created_at - interval '9 days' from users u where u.id = n.user_id and u.email = $1`,
    [READER.email],
  )
  await makeNewsletters(db, Date.now())
}

/** The clock a week on: the issue that is made then is handed over now. */
async function inAWeek(): Promise<void> {
  await makeNewsletters(db, Date.now() + WEEK)
  await db.sql(
    `with due as (update deliveries set due_at = now() where kind = 'newsletter' and state = 'waiting' returning id)
     update outbox set run_after = now() from due where kind = 'deliver' and ref = due.id`,
  )
}

async function mailNamed(subject: RegExp): Promise<string> {
  const find = async () => {
    const mails = await listMailbox(MAILBOX).catch(() => [])
    return mails.find((mail) => mail.to.includes(READER.email) && subject.test(mail.subject))
  }
  await expect.poll(async () => (await find()) !== undefined, { timeout: 20_000 }).toBe(true)
  return (await readMailbox(MAILBOX, (await find())!.name))?.text ?? ""
}

test("nothing is asked for at first; each says what it would say now, and what is wrong beside its field", async () => {
  await reader.goto("/account/letters")
  for (const select of await reader.getByRole("combobox").all()) await expect(select).toHaveValue("")
  await expect(reader.getByText("ne partent pas encore")).toHaveCount(0)
  await reader.getByRole("link", { name: "Voir ce qu'elle dirait : Bientôt partis" }).click()

  const preview = reader.getByRole("region", { name: "Bientôt partis : ce qu'elle dirait maintenant" })
  await expect(preview.getByRole("link", { name: "Le Bac de sept heures (1961)" })).toBeVisible()
  await expect(preview).toContainText(/Canal du Cap, replay, jusqu'au .* inclus/)
  await reader.getByRole("link", { name: "Voir ce qu'elle dirait : Ma liste" }).click()
  await expect(reader.getByText("Rien à dire pour l'instant")).toBeVisible()

  await reader.getByLabel("Tournés près de chez moi : un département").selectOption("62")
  await reader.getByRole("button", { name: "Enregistrer" }).click()
  await expect(reader.getByLabel("À quel rythme ?")).toHaveAccessibleDescription(
    "Choisissez le rythme de cette lettre.",
  )
})

test("a newsletter that is asked for comes once at its hour, and its mail's own link ends it alone", async () => {
  await reader.goto("/account/letters")
  await reader.getByLabel("Bientôt partis : quand ?").selectOption("weekly-3")
  await reader.getByLabel("Nouvelles de Vigie : quand ?").selectOption("weekly-3")
  await reader.getByRole("button", { name: "Enregistrer" }).click()
  await expect(reader.getByText("Vos lettres sont enregistrées.", { exact: true })).toBeVisible()
  await expect(reader.getByText("Aucun envoi encore")).toHaveCount(2)

  await weekLater()
  await makeNewsletters(db, Date.now())

  const text = await mailNamed(/Bientôt partis/)
  expect(text).toContain("Le Bac de sept heures (1961)")
  await expect
    .poll(async () => (await db.sql("select 1 from deliveries where kind = 'newsletter' and state = 'sent'")).length)
    .toBe(1)
  await reader.goto("/account/letters")
  await expect(reader.getByText(/Dernier envoi/)).toHaveCount(1)

  await reader.context().clearCookies()
  await reader.goto(await mailedLink(READER.email, /Bientôt partis/, "unsubscribe/"))
  await reader.getByRole("main").getByRole("button").first().click()
  await signIn(reader, READER)
  await reader.goto("/account/letters")
  await expect(reader.getByLabel("Bientôt partis : quand ?")).toHaveValue("")
  await expect(reader.getByLabel("Nouvelles de Vigie : quand ?")).toHaveValue("weekly-3")
})

test("an operator writes news, reads them over and publishes them; who asked for them gets them", async ({ page }) => {
  test.setTimeout(120_000)
  await openAccount(db, WRITER)
  await db.sql("update users set role = 'operator' where email = $1", [WRITER.email])
  await signIn(page, WRITER)
  const [cookie] = await page.context().cookies()
  const { session } = await enableTwoFactor(db, `${cookie?.name}=${cookie?.value}`, WRITER.password)
  await page.context().addCookies([{ ...session, url: houseURL }])
  await page.goto("/operations/news")
  const french = page.getByRole("group", { name: "En français" })
  await french.getByLabel("Titre").fill("Vigie parle aux agendas")
  await french.getByLabel("Texte").fill("Premier paragraphe.\n\nSecond paragraphe.")
  await page.getByRole("button", { name: "Garder le brouillon" }).click()
  const english = page.getByRole("group", { name: "En anglais" })
  await expect(english.getByLabel("Titre")).toHaveAccessibleDescription("À remplir : chacun lit dans sa langue.")
  await expect(french.getByLabel("Titre")).toHaveValue("Vigie parle aux agendas")
  await english.getByLabel("Titre").fill("Vigie speaks to calendars")
  await english.getByLabel("Texte").fill("One paragraph.")
  await page.getByRole("button", { name: "Garder le brouillon" }).click()
  await expect(page.getByRole("region", { name: "Relire" })).toContainText("Second paragraphe.")
  await inspect(page.context().browser()!, {
    baseURL: houseURL,
    path: new URL(page.url()).pathname + new URL(page.url()).search,
    state: page,
  })
  await page.getByRole("button", { name: "Publier" }).click()
  await expect(page.getByRole("region", { name: "Publiées" })).toContainText("Vigie parle aux agendas")

  await inAWeek()

  const text = await mailNamed(/Nouvelles de Vigie/)
  expect(text).toContain("Premier paragraphe.")
  expect(text).not.toContain("One paragraph.")
})

test("axe finds nothing on the newsletters' page, in either theme and width", async ({ browser }) => {
  test.setTimeout(120_000)
  for (const path of ["/account/letters", "/account/letters?see=leaving"])
    await inspect(browser, { baseURL: houseURL, path, state: reader })
})
