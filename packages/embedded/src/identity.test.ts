import { spawnSync } from "node:child_process"
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describeWith, type Found } from "@vigie/tooling"
import { expect, onTestFinished, test } from "vitest"
import { clusterPaths } from "./paths.ts"
import { isRunning, query, startUser, temporaryDataDir } from "./testing/users.ts"

const NOBODY = 65_534
const root: Found<true> = process.getuid?.() === 0 ? { value: true } : { missing: "to run as root" }

/** A PATH with only the programs named, so that a machine without the others can be had. */
function pathWith(names: readonly string[]): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), "vigie-path-"))
  chmodSync(folder, 0o755)
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of [...names, "sh", "id", "sleep", "rm", "rmdir"]) {
    const program = spawnSync("which", [name], { encoding: "utf8" }).stdout.trim()
    if (existsSync(program)) symlinkSync(program, join(folder, name))
  }
  return { PATH: folder }
}

async function proveItWorks(dataDir: string, env?: NodeJS.ProcessEnv): Promise<void> {
  const user = await startUser(dataDir, env ? { env } : {})
  expect(await query(user.url, "select lower('É') as low")).toEqual([{ low: "é" }])
  await user.end("SIGTERM")
  expect(isRunning(dataDir)).toBe(false)
}

describeWith(root, "root", () => {
  test("runs the server in a user namespace, or as another user where there is none", async () => {
    const dataDir = temporaryDataDir()
    chmodSync(dataDir, 0o755)

    await proveItWorks(dataDir, pathWith([]))
    expect(statSync(clusterPaths(dataDir).data).uid).not.toBe(0)
    expect(statSync(clusterPaths(dataDir).password).mode & 0o777).toBe(0o600)
  })

  test("runs it below a directory that only root may enter, as another user who may pass", async () => {
    const dataDir = join(temporaryDataDir(), "inner")
    mkdirSync(dataDir)

    await proveItWorks(dataDir, pathWith(["setpriv"]))
  })

  test("says what to do where none of the ways is open", async () => {
    const dataDir = join(temporaryDataDir(), "inner")
    mkdirSync(dataDir)

    await expect(startUser(dataDir, { env: pathWith([]) })).rejects.toThrow(/does not run as root.*VIGIE_DATA_DIR/)
  })

  test("goes on with a cluster of its own where the namespace is no longer to be had", async () => {
    const dataDir = temporaryDataDir()
    chmodSync(dataDir, 0o755)

    await proveItWorks(dataDir)
    await proveItWorks(dataDir, pathWith(["setpriv"]))
    await proveItWorks(dataDir)
  })

  test("runs another user's cluster as that user, who can go on with it", async () => {
    const dataDir = temporaryDataDir()
    chownSync(dataDir, NOBODY, NOBODY)
    const asNobody = { uid: NOBODY, gid: NOBODY }
    const first = await startUser(dataDir, asNobody)
    await query(first.url, "create table kept as select 7 as n")
    await first.end("SIGTERM")

    await proveItWorks(dataDir)
    const again = await startUser(dataDir, asNobody)
    expect(await query(again.url, "select n from kept")).toEqual([{ n: 7 }])
    await again.end("SIGTERM")
  })

  test("keeps its cluster from other users, who are told whose it is", async () => {
    const dataDir = temporaryDataDir()
    chmodSync(dataDir, 0o755)
    await proveItWorks(dataDir)

    await expect(startUser(dataDir, { uid: NOBODY, gid: NOBODY })).rejects.toThrow(
      /data directory .* cannot be written/,
    )
  })
})
