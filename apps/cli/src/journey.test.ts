import { createTestDatabase, type TestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Cli, openCli } from "./testing/cli.ts"
import { article, filmPage, openSite, type Site } from "./testing/site.ts"

const MINUTE = 60_000
const RENTAL = ["Canal VOD", "Location", "2,99 €", "HD"]

interface Place {
  readonly database: TestDatabase
  readonly site: Site
  readonly cli: Cli
  close(): Promise<void>
}

/** A seeded database, a site, and a command line that knows both. */
async function openPlace(body: string): Promise<Place> {
  const database = await createTestDatabase()
  const site = await openSite({ body })
  const cli = openCli({ DATABASE_URL: database.url, VIGIE_ALLOW_HOSTS: site.host })
  await cli.rows("seed")
  const close = async () => {
    cli.drop()
    await Promise.all([site.close(), database.drop()])
  }
  return { database, site, cli, close }
}

async function addTarget(cli: Cli, ...args: string[]): Promise<string> {
  const [row] = await cli.rows("targets", "add", ...args)
  return String(row?.id)
}

const later = (ms: number) => new Date(Date.now() + ms).toISOString()

describe("a film's page, from the first check to the close", () => {
  let place: Place
  let target: string
  beforeAll(async () => {
    place = await openPlace(filmPage([]))
    target = await addTarget(place.cli, "--source", "unifrance", "--film", "les-milles", "--url", place.site.url)
    await place.cli.rows("watch", "add", "--email", "someone@films.example", "--film", "les-milles")
  }, 120_000)
  afterAll(() => place.close())

  const check = async (...args: string[]) =>
    (await place.cli.rows("check", ...(args.length > 0 ? args : ["--target", target])))[0]
  const history = async () => place.cli.rows("changes", "--film", "les-milles")
  const windows = async () => {
    const [film] = await place.cli.rows("films", "show", "les-milles")
    return (film?.windows as { status: string }[] | undefined)?.map(({ status }) => status)
  }

  test("the first check is a baseline and tells nobody", async () => {
    expect(await check()).toEqual({ target, outcome: "changed", error: null, changes: 0 })

    expect(await history()).toEqual([])
    expect(place.cli.mails()).toEqual([])
  }, 60_000)

  test("a row appears: one window opened, one mail; the same row again: nothing", async () => {
    place.site.show({ body: filmPage([RENTAL]) })

    expect(await check()).toMatchObject({ outcome: "changed", changes: 1 })
    expect(await check()).toMatchObject({ outcome: "unchanged", changes: 0 })

    const changes = await history()
    expect(changes).toHaveLength(1)
    expect(Object.keys(changes[0] ?? {})).toEqual(
      "cursor at kind film window provider territory before after cause quiet".split(" "),
    )
    expect(changes[0]).toMatchObject({ kind: "opened", film: "les-milles", provider: "Canal VOD", territory: "FR" })
    expect(changes[0]).toMatchObject({ cause: "live", quiet: false })
    expect(place.cli.mails()).toHaveLength(1)
    const [mail = ""] = place.cli.mails()
    expect(mail).toMatch(/^to: .*someone@films\.example/im)
    expect(mail).toMatch(/^list-unsubscribe:\s+<http/im)
    expect(mail).toMatch(/^list-unsubscribe-post: List-Unsubscribe=One-Click/im)
    expect(mail).toMatch(/Les Milles/)
    expect(mail).toMatch(/2,99/)
    expect(mail).toMatch(/Canal VOD/)
  }, 60_000)

  test.each([
    ["500", { status: 500, body: "oops" }, /^status: /],
    ["an empty 200", { body: "" }, /empty/],
    [
      "a login page",
      { body: '<h1>Je me connecte</h1><form><input type="password"></form>' },
      /^(refused|shape_changed)/,
    ],
    ["a page cut off", { body: filmPage([RENTAL]).split("2,99")[0] ?? "" }, /^shape_changed: /],
  ])(
    "I2 %s concludes nothing and says why",
    async (_, page, reason) => {
      place.site.show(page)

      const row = await check()

      expect(row).toMatchObject({ target, outcome: "failed", changes: 0 })
      expect(row?.error).toMatch(reason)
      expect(await windows()).toEqual(["open"])
    },
    60_000,
  )

  test("I1 the row is gone: still open after one check, closed after a second one later", async () => {
    place.site.show({ body: filmPage([]) })

    await check("--target", target, "--now", later(MINUTE))
    expect(await windows()).toEqual(["open"])
    expect(await check("--due", "--now", later(31 * MINUTE))).toMatchObject({ target, changes: 1 })

    expect(await windows()).toEqual(["closed"])
    expect((await history()).map(({ kind }) => kind)).toEqual(["opened", "closed"])
    // What was told an hour ago was wrong by then: its reader hears so, once.
    const [, correction, ...more] = place.cli.mails()
    expect(correction).toMatch(/Rectification/i)
    expect(more).toEqual([])
    const since = await place.cli.rows("changes", "--since", String((await history())[0]?.cursor))
    expect(since.map(({ kind }) => kind)).toEqual(["closed"])
  }, 60_000)
})

describe("an article, a film of the catalogue and a watch joined", () => {
  test.concurrent("I8 read after its window: one closed window, no alert", { timeout: 120_000 }, async () => {
    const place = await openPlace(article("2025-07-07"))
    await addTarget(place.cli, "--source", "press", "--url", place.site.url)
    await place.cli.rows("watch", "add", "--email", "someone@films.example", "--film", "les-milles")

    const rows = await place.cli.rows("check", "--now", "2025-07-08T00:00:00Z")

    expect(rows).toMatchObject([{ outcome: "changed", error: null }])
    const shown = (await place.cli.rows("films", "show", "les-milles"))[0]
    expect(shown?.windows).toMatchObject([
      { provider: "france.tv", kind: "replay", status: "closed", end: { at: "2025-07-06T22:00:00Z" } },
    ])
    expect(place.cli.mails()).toEqual([])
    await place.close()
  })

  test.concurrent("read in time: one open window to 6 July included, one mail", { timeout: 120_000 }, async () => {
    const place = await openPlace(article("2025-06-30"))
    await addTarget(place.cli, "--source", "press", "--url", place.site.url)
    await place.cli.rows("watch", "add", "--email", "someone@films.example", "--film", "les-milles")

    await place.cli.rows("check", "--now", "2025-07-01T00:00:00Z")

    const shown = (await place.cli.rows("films", "show", "les-milles"))[0]
    expect(shown?.windows).toMatchObject([{ status: "open", end: { at: "2025-07-06T22:00:00Z", precision: "day" } }])
    expect(place.cli.mails()).toHaveLength(1)
    expect(place.cli.mails()[0]).toMatch(/6 juillet/)
    await place.close()
  })
})
