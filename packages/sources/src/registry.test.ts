import { existsSync, readdirSync } from "node:fs"
import { DomainError } from "@vigie/core"
import { describe, expect, it } from "vitest"
import { settingsOf, sourceById, sources, withoutSecrets } from "./registry.ts"
import { documentOf, shared } from "./testing.ts"

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

const recorded = [
  ["unifrance", "seeds/000_afc77f0da4d82de1.txt"],
  ["press", "seeds/001_5d0d260c9e9ba032.txt"],
  ["filming-places", "seeds/002_3ff94d5aa1b82737.txt"],
] as const

describe.runIf(recorded.every(([, path]) => shared(path) !== null))(
  "recognising the recorded documents (../shared/seeds)",
  () => {
    it.each(recorded)("only %s recognises %s", (id, path) => {
      const document = documentOf(shared(path) ?? "")

      expect(sources.filter((source) => source.recognises?.(document)).map((source) => source.id)).toEqual([id])
    })
  },
)

it("what is stored of an address holds no secret", () => {
  const keyed = { ...sources[0]!, settings: [{ name: "KEY", about: "", secret: true }] }

  expect(withoutSecrets(keyed, { KEY: "s3cret" }, "https://api.example/?api_key=s3cret&x=1")).toBe(
    "https://api.example/?api_key=…&x=1",
  )
  expect(withoutSecrets(keyed, {}, "https://api.example/")).toBe("https://api.example/")
})
