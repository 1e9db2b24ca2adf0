import type { ChangePage } from "@vigie/db"
import { expect, test } from "vitest"
import { readProof } from "./change-page.server.ts"
import { DAY, evidence, FR, HOUR, NOW, provider, terms, window } from "./film-testing.ts"

const AT = NOW - 5 * DAY
const film = {
  id: "f",
  slug: "a",
  title: "A",
  originalTitle: null,
  year: 1994,
  form: "feature",
  directors: [],
  demo: false,
}
const page = (given: Partial<ChangePage> = {}): ChangePage => ({
  change: {
    id: "c",
    cursor: 41,
    at: AT,
    kind: "repriced",
    windowId: "w",
    provider: provider("Orange"),
    territory: "FR",
    windowKind: "vod",
    monetization: "rent",
    before: {},
    after: {},
    cause: "live",
    quiet: false,
    source: "unifrance",
    proof: { source: "unifrance", url: "https://films.example/a", readAt: AT, text: "x".repeat(400) },
  },
  film,
  document: { hash: "ab12", shown: true, publishedAt: null },
  target: { id: "t", source: "unifrance", scope: "film", reference: "https://films.example/a", territory: "FR" },
  window: window({ evidence: [evidence()] }),
  corrects: null,
  correctedBy: [],
  previous: null,
  next: null,
  ...given,
})
const voices = (given: Parameters<typeof evidence>[0]) =>
  readProof(page({ window: window({ evidence: [evidence(given)] }) }), FR).voices[0]!

test("at most 300 characters are quoted, with whose they are and what may be done with them", () => {
  const sheet = readProof(page(), FR)

  expect(sheet.words).toHaveLength(300)
  expect(sheet.licence).toBe("D'après Unifrance. Montré ici, jamais redistribué.")
  expect(readProof(page({ change: { ...page().change, proof: null } }), FR)).toMatchObject({
    words: null,
    document: [],
  })
})

test("the document: where, when, its hash, and that it is the next one where the words are gone", () => {
  const named = (given: Partial<ChangePage["document"]>) =>
    readProof(page({ document: { ...page().document, ...given } }), FR).document.map(({ name, value }) => [name, value])

  expect(named({})).toContainEqual(["Empreinte (SHA-256)", "ab12"])
  expect(named({ hash: null })).toContainEqual(["Empreinte (SHA-256)", "non gardée"])
  expect(named({ shown: false }).some(([name]) => name?.includes("où ces mots ne sont plus"))).toBe(true)
  expect(named({ publishedAt: Date.UTC(2026, 1, 1, 9) })).toContainEqual([
    "Publié",
    "dimanche 1er février 2026 à 10\u00a0h",
  ])
  const address = { ...page().change.proof!, url: "javascript:alert(1)" }
  expect(readProof(page({ change: { ...page().change, proof: address } }), FR).document[1]).toMatchObject({ url: null })
})

test("what each source said then, and what it says now", () => {
  expect(voices({ terms: terms("hd", 299) })).toMatchObject({ back: "la montrait", agrees: true, says: "2,99\u00a0€" })
  expect(voices({}).now).toBe("la montre, lue il y a 1\u00a0h")
  expect(voices({ firstSeenAt: AT + HOUR }).back).toMatch(/^n'en parlait pas encore \(lue depuis le /)
  expect(voices({ lastSeenAt: AT - DAY, status: "withdrawn" })).toMatchObject({
    back: expect.stringMatching(/^ne la montrait plus depuis le /),
    now: expect.stringMatching(/^ne la montre plus \(vue /),
    agrees: false,
  })
  expect(voices({ lastSeenAt: AT + DAY, status: "ended" })).toMatchObject({ back: "la montrait", agrees: false })
  expect(voices({ absent: true })).toMatchObject({ agrees: false, now: expect.stringContaining("à confirmer") })
  expect(voices({ stale: true })).toMatchObject({ agrees: false, now: expect.stringContaining("pas relue depuis") })
})

test("corrections both ways, and the changes beside, each once", () => {
  const link = (id: string) => ({ id, at: AT, kind: "closed" }) as const
  const names = (given: Partial<ChangePage>) => readProof(page(given), FR).links.map(({ name, to }) => [name, to])

  expect(names({ corrects: link("a"), previous: link("a"), next: link("b") })).toEqual([
    ["Rectifie", "/changes/a"],
    ["Le changement d'après", "/changes/b"],
  ])
  expect(names({ correctedBy: [link("z")], next: link("z") })).toEqual([["Rectifié par", "/changes/z"]])
})
