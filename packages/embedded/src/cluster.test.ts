import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, onTestFinished, test, vi } from "vitest"
import { keepAlive, openCluster } from "./cluster.ts"
import { clusterPaths } from "./paths.ts"
import { signal, startOf } from "./processes.ts"
import { openTemporaryCluster } from "./temporary.ts"
import { isRunning, query, startUser, temporaryDataDir } from "./testing/users.ts"

const open = async (dataDir: string) => {
  const cluster = await openCluster({ dataDir, durability: "none" })
  onTestFinished(() => cluster.stop())
  return cluster
}

describe("the built-in PostgreSQL", () => {
  test("is version 18, reads French, makes uuid v7 and has the extensions", async () => {
    const { url } = await open(temporaryDataDir())

    const [row] = await query(
      url,
      "select lower('ÉTÉ') low, uuid_extract_version(uuidv7()) uuid, current_database() db",
    )
    expect(row).toEqual({ low: "été", uuid: 7, db: "vigie" })
    for (const name of ["pg_trgm", "btree_gist", "unaccent"]) await query(url, `create extension ${name}`)
    expect(await query(url, "select unaccent('Désolé') a, similarity('été', 'ete') < 1 b")).toEqual([
      { a: "Desole", b: true },
    ])
    expect(await query(url, "show server_version_num")).toEqual([{ server_version_num: expect.stringMatching(/^18/) }])
    expect(await query(url, "show timezone")).toEqual([{ TimeZone: "UTC" }])
  })

  test("asks for a password, which only its owner can read, and listens on loopback", async () => {
    const dataDir = temporaryDataDir()
    const { url } = await open(dataDir)

    const wrong = Object.assign(new URL(url), { password: "guess" }).href
    await expect(query(wrong, "select 1")).rejects.toThrow("password authentication failed")
    expect(statSync(clusterPaths(dataDir).password).mode & 0o777).toBe(0o600)
    expect(statSync(clusterPaths(dataDir).root).mode & 0o777).toBe(0o700)
    expect(await query(url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }])
  })

  test("keeps its data over a stop and a start", async () => {
    const dataDir = temporaryDataDir()
    const first = await open(dataDir)
    await query(first.url, "create table kept as select 7 as n")
    await first.stop()
    expect(isRunning(dataDir)).toBe(false)

    const second = await open(dataDir)
    expect(second.joined).toBe(false)
    expect(await query(second.url, "select n from kept")).toEqual([{ n: 7 }])
  })

  test("begins anew where a first start was cut short", async () => {
    const dataDir = temporaryDataDir()
    const { root } = clusterPaths(dataDir)
    mkdirSync(`${root}/data.999`, { recursive: true })
    writeFileSync(`${root}/data.999/PG_VERSION`, "18")

    const { url } = await open(dataDir)
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }])
    expect(() => statSync(`${root}/data.999`)).toThrow("ENOENT")
  })

  test("for tests is gone with its directory", async () => {
    const cluster = await openTemporaryCluster()
    const [row] = await query(cluster.url, "show data_directory")
    expect(await query(cluster.url, "show fsync")).toEqual([{ fsync: "off" }])

    await cluster.stop()
    expect(() => statSync(String(row?.data_directory))).toThrow("ENOENT")
    expect(startOf(cluster.pid)).toBeNull()
  })
})

describe("several users", () => {
  test("join the one server, and the last to leave stops it", async () => {
    const dataDir = temporaryDataDir()
    const first = await open(dataDir)
    const second = await open(dataDir)
    const third = await startUser(dataDir)
    expect([first.joined, second.joined, third.joined]).toEqual([false, true, true])
    expect(new Set([first.url, second.url, third.url]).size).toBe(1)

    await first.stop()
    await first.stop()
    await third.end("SIGTERM")
    expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }])
    await second.stop()
    expect(startOf(first.pid)).toBeNull()
  })

  test("join it by another way to the same directory too", async () => {
    const dataDir = temporaryDataDir()
    const first = await open(dataDir)
    const link = `${dataDir} link`
    symlinkSync(dataDir, link)
    onTestFinished(() => unlinkSync(link))

    expect(await open(link)).toMatchObject({ joined: true, pid: first.pid })
  })

  test("that come at the same moment start it once", async () => {
    const dataDir = temporaryDataDir()

    const users = await Promise.all([startUser(dataDir), startUser(dataDir), startUser(dataDir)])
    expect(users.filter(({ joined }) => !joined)).toHaveLength(1)
    expect(new Set(users.map(({ serverPid }) => serverPid)).size).toBe(1)
    await Promise.all(users.map(({ end }) => end("SIGTERM")))
    expect(isRunning(dataDir)).toBe(false)
  })

  test("that come while the last one leaves get a server of their own", async () => {
    const dataDir = temporaryDataDir()

    for (let round = 0; round < 5; round += 1) {
      const leaving = await open(dataDir)
      const [, joining] = await Promise.all([leaving.stop(), openCluster({ dataDir, durability: "none" })])
      expect(await query(joining.url, "select 1 as one")).toEqual([{ one: 1 }])
      await joining.stop()
      expect(isRunning(dataDir)).toBe(false)
    }
  })
})

describe("kill -9", () => {
  test("of the server loses nothing committed, and the next to open gets it back at the same port", async () => {
    const dataDir = temporaryDataDir()
    const first = await open(dataDir)
    await query(first.url, "create table kept as select 7 as n")

    signal(first.pid, "SIGKILL")
    await vi.waitUntil(() => startOf(first.pid) === null)
    const second = await open(dataDir)
    expect(second).toMatchObject({ joined: false, port: first.port })
    expect(await query(first.url, "select n from kept")).toEqual([{ n: 7 }])
    await first.stop()
    expect(isRunning(dataDir)).toBe(true)
    await second.stop()
    expect(isRunning(dataDir)).toBe(false)
  })

  test("of its only user ends the server too", async () => {
    const dataDir = temporaryDataDir()
    const user = await startUser(dataDir)

    await user.end("SIGKILL")
    await vi.waitUntil(() => startOf(user.serverPid) === null, { timeout: 15_000 })
  })

  test("of a run of tests leaves no server and no directory", async () => {
    const user = await startUser("")
    const [row] = await query(user.url, "show data_directory")

    await user.end("SIGKILL")
    await vi.waitUntil(() => !existsSync(join(String(row?.data_directory), "../..")), { timeout: 15_000 })
    expect(startOf(user.serverPid)).toBeNull()
  })

  test("of one user leaves it to the others, and does not keep it for the dead", async () => {
    const dataDir = temporaryDataDir()
    const dead = await startUser(dataDir)
    const alive = await open(dataDir)

    await dead.end("SIGKILL")
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(await query(alive.url, "select 1 as one")).toEqual([{ one: 1 }])
    await alive.stop()
    expect(isRunning(dataDir)).toBe(false)
  })

  test("leaves a pid file that may name somebody else by now: it is not believed", async () => {
    const dataDir = temporaryDataDir()
    const first = await open(dataDir)
    const { pidFile } = clusterPaths(dataDir)
    const stated = readFileSync(pidFile, "utf8")
    await first.stop()
    writeFileSync(pidFile, stated.replace(/^\d+/, String(process.ppid)))

    const second = await open(dataDir)
    expect(second.joined).toBe(false)
    expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }])
    expect(startOf(process.ppid)).not.toBeNull()
  })
})

test("a cluster kept alive is back at its port after a kill -9, and stops when it is left", async () => {
  const dataDir = temporaryDataDir()
  const cluster = await open(dataDir)
  const revived = vi.fn()
  const end = keepAlive({ dataDir, durability: "none" }, revived, (error) => expect.fail(String(error)))

  signal(cluster.pid, "SIGKILL")
  await vi.waitUntil(() => revived.mock.calls.length === 1, { timeout: 15_000 })
  expect(await query(cluster.url, "select 1 as one")).toEqual([{ one: 1 }])
  await end()
  await cluster.stop()
  expect(isRunning(dataDir)).toBe(false)
})
