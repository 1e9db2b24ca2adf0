import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { ENV_NAMES, envExample, readConfig } from "./config.ts"

it("a fresh clone needs no variable: the built-in database, the mailbox, the demonstration, loopback", () => {
  expect(readConfig({})).toMatchObject({
    databaseUrl: null,
    redisUrl: null,
    resendApiKey: null,
    smtpUrl: null,
    contact: null,
    demo: true,
    host: "127.0.0.1",
    port: 3000,
    baseUrl: "http://127.0.0.1:3000",
    territory: "FR",
  })
})

it("an empty value is one that is not set, and a database of one's own has no demonstration unless asked", () => {
  expect(readConfig({ REDIS_URL: " ", PORT: "" })).toMatchObject({ redisUrl: null, port: 3000 })
  expect(readConfig({ DATABASE_URL: "postgresql://db/vigie" }).demo).toBe(false)
  expect(readConfig({ DATABASE_URL: "postgresql://db/vigie", VIGIE_DEMO: "1" }).demo).toBe(true)
})

it("links follow the port, or BASE_URL without its last slash", () => {
  expect(readConfig({ PORT: "8080" }).baseUrl).toBe("http://127.0.0.1:8080")
  expect(readConfig({ PORT: "8080", BASE_URL: "https://vigie.example/" }).baseUrl).toBe("https://vigie.example")
})

it.each([
  ["DATABASE_URL", "mysql://db", /^DATABASE_URL: expected a URL that begins with postgres/],
  ["REDIS_URL", "nowhere", /^REDIS_URL: expected/],
  ["SMTP_URL", "http://mail", /^SMTP_URL: expected/],
  ["PORT", "70000", /^PORT="70000"/],
  ["BASE_URL", "vigie.example", /^BASE_URL="vigie.example": expected/],
  ["VIGIE_DEMO", "yes", /^VIGIE_DEMO="yes": expected 0 or 1/],
  ["VIGIE_TERRITORY", "XX", /XX/],
  ["VIGIE_ALLOW_HOSTS", "nowhere", /VIGIE_ALLOW_HOSTS/],
])("an invalid %s is named with what was expected", (name, value, said) => {
  expect(() => readConfig({ [name]: value })).toThrow(said)
})

it("never says a secret aloud", () => {
  expect(() => readConfig({ DATABASE_URL: "mysql://user:hunter2@db" })).toThrow(/^(?!.*hunter2)/s)
})

it(".env.example is what the lists give, and names every variable once", () => {
  const example = readFileSync(new URL("../../../.env.example", import.meta.url), "utf8")

  expect(example).toBe(envExample())
  for (const name of ENV_NAMES)
    expect(example.split("\n").filter((line) => line.startsWith(`#${name}=`))).toHaveLength(1)
})
