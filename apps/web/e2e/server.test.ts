import { expect, test } from "@playwright/test"

const silent = `http://127.0.0.1:${process.env.E2E_SILENT_PORT}`

test("a mail is shown where it can run nothing and load nothing", async ({ page, request }) => {
  await page.goto("/mailbox")
  await page.getByRole("link", { name: /La Dune est disponible/ }).click()

  await expect(page.getByText("List-Unsubscribe-Post")).toBeVisible()
  const frame = page.frameLocator("iframe")
  await expect(frame.getByRole("heading")).toHaveText("La Dune")
  const alone = await request.get(`${new URL(page.url()).pathname}/html`)
  expect(alone.headers()["content-security-policy"]).toMatch(/default-src 'none'.*sandbox/)
  await page.goto(`${new URL(page.url()).pathname}/html`)
  await expect(page).toHaveTitle("La Dune")
})

test("a mail's link leaves its frame", async ({ page }) => {
  await page.goto("/mailbox")
  await page.getByRole("link", { name: /La Dune est disponible/ }).click()
  await page.frameLocator("iframe").getByRole("link", { name: "La fiche" }).click()

  await expect(page).toHaveURL(/\/films\/la-dune$/)
})

test("names that are no mails are 404, paths too", async ({ request }) => {
  for (const name of ["x", "..%2F..%2Fetc%2Fpasswd", "20250701T080000123Z-019b2c7e-0000-7000-8000-00000000000f.eml"])
    expect((await request.get(`/mailbox/${name}`)).status()).toBe(404)
})

test("no page holds a script, and each is kept from caches of others", async ({ request }) => {
  for (const path of ["/", "/films", "/films/les-heures-pales", "/watchlist", "/mailbox", "/nowhere"]) {
    const answer = await request.get(path)
    // A block of data is no script: no browser runs it.
    const code = (await answer.text()).replace(/<script type="application\/ld\+json">[^<]*<\/script>/g, "")
    expect(code, path).not.toContain("<script")
    expect(answer.headers()["cache-control"]).toBe("private, no-cache")
  }
})

test("foreign names and forms are refused", async ({ request }) => {
  expect((await request.get("/", { headers: { host: "evil.example" } })).status()).toBe(421)
  const form = { act: "watch" }
  const forged = await request.post("/films/la-dune", { form, headers: { origin: "http://evil.example" } })
  expect(forged.status()).toBe(403)
})

test("what an address or a form makes up is answered in words", async ({ page, request, baseURL }) => {
  expect((await page.goto("/films?after=nonsense"))?.status()).toBe(200)
  await expect(page.getByRole("status")).toContainText("appartenait à une autre liste")
  const headers = { origin: baseURL ?? "" }
  expect((await request.post("/films/la-dune", { form: { act: "burn" }, headers })).status()).toBe(400)
  expect((await request.post("/films/no-film", { form: { act: "watch" }, headers })).status()).toBe(404)
})

test("a database that does not answer makes a 503 page within 3 s, and says when to come back", async ({
  page,
  request,
}) => {
  const started = Date.now()
  const paths = [
    "/",
    "/films",
    "/films/x",
    "/watchlist",
    "/unsubscribe/x",
    "/mailbox",
    "/lookups/019b2c7e-0000-7000-8000-0000000000a1",
  ]
  const answers = await Promise.all(paths.map((path) => request.get(silent + path)))

  expect(Date.now() - started).toBeLessThan(3000)
  for (const answer of answers) {
    expect(answer.status(), answer.url()).toBe(503)
    expect(answer.headers()["retry-after"]).toBe("10")
  }
  await page.goto(`${silent}/films`)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("La base de données ne répond pas")
  await expect(page.locator("body")).not.toContainText(/Error|at .*\.js/)
})

test("/healthz tells a database that answers from one that does not", async ({ request }) => {
  expect((await request.get("/healthz")).status()).toBe(200)
  expect((await request.get(`${silent}/healthz`)).status()).toBe(503)
})
