import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createTestDatabase, type TestDatabase } from "./postgres.ts"

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe("a test file's database", () => {
  let one: TestDatabase
  let other: TestDatabase
  beforeAll(async () => {
    one = await createTestDatabase()
    other = await createTestDatabase()
  })
  afterAll(() => Promise.all([one.drop(), other.drop()]))

  test("is migrated and shares nothing with another file's", async () => {
    await query(one.url, "create table only_here (id int)")

    const tables = (url: string) => query(url, "select 1 from information_schema.tables where table_name = 'only_here'")
    expect(await tables(one.url)).toHaveLength(1)
    expect(await tables(other.url)).toHaveLength(0)
    expect(await query(other.url, "select 1 from _prisma_migrations")).not.toHaveLength(0)
  })

  test("can be had with nothing in it", async () => {
    const bare = await createTestDatabase({ migrated: false })

    const tables = await query(bare.url, "select 1 from information_schema.tables where table_schema = 'public'")
    expect(tables).toHaveLength(0)
    await bare.drop()
  })

  test("is dropped while somebody is still connected", async () => {
    const used = await createTestDatabase()
    const client = new pg.Client({ connectionString: used.url })
    client.on("error", () => undefined)
    await client.connect()

    await used.drop()

    const name = new URL(used.url).pathname.slice(1)
    expect(await query(one.url, `select 1 from pg_database where datname = '${name}'`)).toHaveLength(0)
  })
})

test("tests run far from UTC, so that a local date shows", () => {
  expect(new Date(0).getTimezoneOffset()).not.toBe(0)
  expect(Temporal.Now.timeZoneId()).toBe("Pacific/Kiritimati")
})
