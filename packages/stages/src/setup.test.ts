import { listTargets, readSetup } from "@vigie/db"
import { sources } from "@vigie/sources"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sweep } from "./check.ts"
import { readConfig } from "./config.ts"
import { installationOf, missingKeys } from "./installation.ts"
import { faultInWords, followSettings, type Pack, setUp, setupFaults } from "./setup.ts"
import { openTestInstallation, type TestInstallation } from "./testing/test-installation.ts"

const PACK: Pack = {
  id: "fr",
  territory: "FR",
  sources: [
    { source: "francetv", reference: "default" },
    { source: "xmltv", reference: "default", everyMs: 3_600_000 },
  ],
}
const REQUEST = { territory: "FR", contact: "me@films.example", packs: ["fr"] }

describe("what a request holds that cannot be used", () => {
  test.each([
    [{}, []],
    [{ territory: " fr ", packs: [] }, []],
    [{ territory: "" }, ['territory "": expected an ISO 3166-1 code']],
    [{ territory: "UK" }, ['territory "UK": expected an ISO 3166-1 code']],
    [
      { contact: "me@films.example\r\nX-Evil: 1" },
      ['contact "me@films.example X-Evil: 1": expected an e-mail address'],
    ],
    [{ contact: "x".repeat(300) }, [/^contact "x+…": expected at most 200 characters$/]],
    [{ contact: "\u0000" }, ["expected an e-mail address or a URL in plain ASCII"]],
    [{ packs: ["de"] }, ['pack "de": expected one of fr (FR)']],
    [{ territory: "BE" }, ['pack "fr" is not for BE: expected one of fr (FR)']],
    [{ territory: "", contact: "", packs: ["x"] }, ["territory", "contact", "pack"]],
  ])("%j: %j", (part, expected) => {
    const request = { ...REQUEST, ...part }

    const said = setupFaults(request, [PACK]).map((fault) => faultInWords(fault, request, [PACK]))

    expect(said).toHaveLength(expected.length)
    for (const [index, words] of expected.entries()) {
      if (typeof words === "string") expect(said[index]).toContain(words)
      else expect(said[index]).toMatch(words)
    }
    for (const words of said) expect(words).not.toMatch(/[\r\n]/)
  })
})

describe("the environment wins over the set-up", () => {
  const setup = { territory: "BE", contact: "me@films.example", packs: ["be"], at: 1 }
  test.each([
    [{}, null, { territory: "FR", contact: null, packs: [], at: null }],
    [{}, setup, { territory: "BE", contact: "me@films.example", packs: ["be"], at: 1 }],
    [{ VIGIE_TERRITORY: "LU" }, setup, { territory: "LU", contact: "me@films.example", packs: ["be"], at: 1 }],
    [
      { VIGIE_CONTACT: "ops@films.example" },
      null,
      { territory: "FR", contact: "ops@films.example", packs: [], at: null },
    ],
    [
      { VIGIE_CONTACT: "ops@films.example" },
      setup,
      { territory: "BE", contact: "ops@films.example", packs: ["be"], at: 1 },
    ],
  ])("%j over %j", (env, stored, expected) => {
    expect(installationOf(readConfig(env), stored)).toEqual(expected)
  })

  test("a contact that no header can carry stops the start with its name", () => {
    for (const VIGIE_CONTACT of ["ops", "opérateur@films.example", "ops@films.example (me)"])
      expect(() => readConfig({ VIGIE_CONTACT })).toThrow(/^VIGIE_CONTACT="[^"]*": expected an e-mail address or a URL/)
  })
})

test("keys are missing until they are set; what has a default is none", () => {
  expect(missingKeys(readConfig({}))).toMatchObject([
    { name: "TMDB_API_KEY", source: "TMDB", getAt: expect.stringMatching(/^https:/) },
  ])
  expect(missingKeys(readConfig({ TMDB_API_KEY: "k" }))).toEqual([])
})

describe("an installation", () => {
  let place: TestInstallation
  beforeAll(async () => {
    // As on a fresh clone: nobody has said how to be reached.
    place = await openTestInstallation({ VIGIE_CONTACT: "" })
  })
  afterAll(() => place.close())

  const tools = (env: Record<string, string> = {}) => {
    return { config: readConfig(env), packs: [PACK], now: Date.now(), actor: "web" } as const
  }
  const hosts = async () =>
    (await place.db.sql<{ host: string }>("select host from targets where scope = 'feed' order by source")).map(
      ({ host }) => host,
    )

  test("of a faulty request nothing is stored, and everything that is wrong is said", async () => {
    const request = { territory: "XX", contact: "x\r\n", packs: ["de"] }

    await expect(setUp(place.db, tools(), request)).rejects.toThrow(/territory "XX".*contact "x ".*pack "de"/)

    expect(await readSetup(place.db)).toBeNull()
    expect(await listTargets(place.db)).toEqual([])
    expect(await place.db.sql("select 1 from audit")).toEqual([])
  })

  test("I12 a setting that leads to a private address is refused, and nothing is stored", async () => {
    const env = { FRANCETV_URL: "http://127.0.0.1:9/videos" }

    await expect(setUp(place.db, tools(env), REQUEST)).rejects.toThrow("127.0.0.1:9")

    expect(await readSetup(place.db)).toBeNull()
    expect(await setUp(place.db, tools({ ...env, VIGIE_ALLOW_HOSTS: "127.0.0.1:9" }), REQUEST)).toHaveLength(2)
    await place.db.sql("delete from targets")
    await place.db.sql("delete from settings where name = 'installation'")
  })

  test("I11 no host is asked before the set-up; a worker that runs asks from its next sweep on, without a restart", async () => {
    const { stages, db } = place
    await db.sql("insert into hosts (host) values ('feed.invalid:443')")
    await db.sql(
      `insert into targets (source, reference, territory, scope, every_ms, host)
       values ('francetv', 'https://feed.invalid/', 'FR', 'feed', 1000, 'feed.invalid:443')`,
    )
    const reason = async () => {
      await db.sql("update hosts set next_at = now()")
      await sweep({ ...stages, now: Date.now }, { hosts: 1 })
      return (await listTargets(db)).find(({ reference }) => reference === "https://feed.invalid/")?.lastReason
    }

    expect(await reason()).toMatch(/^no_contact: /)
    expect(stages.net.userAgent).not.toContain("@")
    await setUp(db, tools(), { ...REQUEST, packs: [] })

    expect(await reason()).toMatch(/^dns: /)
    expect(stages.net.userAgent).toContain("; me@films.example)")
  }, 60_000)

  test("a pack's feeds ask what their settings say, at the host they say today", async () => {
    await place.db.sql("delete from targets")
    await setUp(place.db, tools(), REQUEST)
    expect(await hosts()).toEqual(["gatewayvf.webservices.francetelevisions.fr:443", "xmltvfr.fr:443"])

    const { config } = tools({ XMLTV_URL: "https://guide.example:8443/tnt.xml", FRANCETV_URL: "http://10.0.0.1/" })

    expect(await followSettings(place.db, config, sources)).toBe(1)
    expect(await hosts()).toEqual(["gatewayvf.webservices.francetelevisions.fr:443", "guide.example:8443"])
    expect(await followSettings(place.db, config, sources)).toBe(0)
  })

  test("set up again: the same targets, and a pack that is left out is paused", async () => {
    const before = await listTargets(place.db)

    await setUp(place.db, tools(), REQUEST)
    expect((await listTargets(place.db)).map(({ id, everyMs, state }) => [id, everyMs, state])).toEqual(
      before.map(({ id, everyMs }) => [id, everyMs, "active"]),
    )
    await setUp(place.db, tools(), { ...REQUEST, packs: [] })

    expect((await listTargets(place.db)).map(({ state }) => state)).toEqual(["paused", "paused"])
    expect(before.map(({ everyMs }) => everyMs)).toEqual([6 * 3_600_000, 3_600_000])
  })
})
