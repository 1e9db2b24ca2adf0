import { type APIRequestContext, expect, test } from "@playwright/test"
import { follow } from "./follow.ts"

test.use({ javaScriptEnabled: false })

/** The link of the mail that waits in the mailbox. */
async function linkOf(request: APIRequestContext): Promise<string> {
  const list = await (await request.get("/mailbox")).text()
  const name = /\/mailbox\/([\w-]+\.eml)/.exec(list)?.[1]
  const mail = await (await request.get(`/mailbox/${name}`)).text()
  return /http:\/\/[^/]+(\/unsubscribe\/[\w-]+)/.exec(mail)?.[1] ?? ""
}

test("GET shows and changes nothing; POST acts; doing it twice changes nothing more", async ({ page, request }) => {
  const link = await linkOf(request)

  await page.goto(link)
  await page.goto(link)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ne plus être prévenu pour « La Dune » ?")
  await page.goto("/watchlist")
  await expect(page.getByRole("link", { name: "La Dune", exact: true })).toBeVisible()

  await page.goto(link)
  await page.getByRole("button", { name: "Ne plus suivre ce film" }).click()
  await expect(page.getByRole("status")).toContainText("C'est fait")
  await page.goto("/watchlist")
  await expect(page.getByRole("link", { name: "La Dune", exact: true })).toHaveCount(0)
  expect((await request.post(link)).status()).toBe(200)
})

test("RFC 8058 a mail program's POST acts from anywhere, without a page before it", async ({ page, request }) => {
  const link = await linkOf(request)
  await follow(page, "la-dune")

  const headers = { origin: "https://mail.example" }
  const answer = await request.post(link, { form: { "List-Unsubscribe": "One-Click" }, headers, maxRedirects: 0 })

  expect(answer.status()).toBe(200)
  await page.reload()
  await expect(page.getByRole("button", { name: "Suivre ce film" })).toBeVisible()
})

test("a link that was cut is told so, and nothing happens", async ({ page, request }) => {
  const link = await linkOf(request)
  for (const bad of ["/unsubscribe/x", link.slice(0, -3), `${link}AA`]) {
    const answer = await page.goto(bad)

    expect(answer?.status()).toBe(404)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ce lien n'est pas valable")
    expect((await request.post(bad)).status()).toBe(404)
  }
})

test("what was stopped is followed again from the same page, once or twice", async ({ page, request }) => {
  const link = await linkOf(request)
  await follow(page, "la-dune")
  await page.goto(link)
  await page.getByRole("button", { name: "Ne plus suivre ce film" }).click()

  await page.getByRole("button", { name: "Suivre ce film à nouveau" }).click()
  await expect(page.getByRole("status")).toHaveText("Un mail partira à nouveau s'il y a du nouveau.")
  await request.post(link, { form: { act: "back" } })

  await page.goto("/watchlist")
  await expect(page.getByRole("link", { name: "La Dune", exact: true })).toBeVisible()
})

test("all mails are stopped from a film's link, a scanner's look changes nothing, and they can go again", async ({
  page,
  request,
}) => {
  await page.goto(await linkOf(request))
  await page.getByRole("link", { name: "Ou ne plus recevoir aucun mail" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ne plus recevoir aucun mail de Vigie ?")
  const all = page.url()
  for (const method of ["get", "head"] as const) await request[method](all)
  await page.reload()
  await page.getByRole("button", { name: "Tout arrêter" }).click()

  await expect(page.getByRole("status")).toHaveText("C'est fait : plus aucun de ces mails ne partira.")
  expect((await request.post(all, { form: { "List-Unsubscribe": "One-Click", act: "back" } })).status()).toBe(200)
  await page.goto(all)
  await expect(page.getByRole("status")).toHaveText("Vos mails sont arrêtés : aucun ne part.")
  await page.goto(await linkOf(request))
  await expect(page.getByRole("link", { name: "Ou ne plus recevoir aucun mail" })).toHaveCount(0)
  await page.goto(all)
  await page.getByRole("button", { name: "Recevoir à nouveau ces mails" }).click()
  await expect(page.getByRole("status")).toBeVisible()
  await page.goto(all)
  await expect(page.getByRole("button", { name: "Tout arrêter" })).toBeVisible()
})
