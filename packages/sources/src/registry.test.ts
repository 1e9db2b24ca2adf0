import { existsSync, readdirSync } from "node:fs"
import { DomainError } from "@vigie/core"
import { describe, expect, it } from "vitest"
import { settingsOf, sourceById, sources } from "./registry.ts"

describe("the registry", () => {
  it("holds one source per folder that has an index, a test and fixtures", () => {
    const folders = readdirSync(import.meta.dirname).filter((name) =>
      existsSync(`${import.meta.dirname}/${name}/__fixtures__`),
    )

    expect(sources.map((source) => source.id).sort()).toEqual(folders.sort())
    for (const id of folders) {
      expect(existsSync(`${import.meta.dirname}/${id}/index.ts`), `${id}/index.ts`).toBe(true)
      expect(existsSync(`${import.meta.dirname}/${id}/${id}.test.ts`), `${id}/${id}.test.ts`).toBe(true)
    }
  })

  it("lists the sources there are when asked for another", () => {
    expect(() => sourceById("nope")).toThrow(DomainError)
    expect(() => sourceById("nope")).toThrow(
      `unknown source "nope": expected one of ${sources.map(({ id }) => id).join(", ")}`,
    )
    expect(sourceById("unifrance").name).toBe("Unifrance")
  })

  it("gives each setting once", () => {
    const key = { name: "KEY", about: "a key", secret: true }
    const [first] = sources
    if (!first) throw new Error("no source")

    expect(
      settingsOf([
        { ...first, settings: [key] },
        { ...first, settings: [key] },
      ]),
    ).toEqual([key])
  })
})
