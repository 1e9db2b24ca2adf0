import { readFileSync } from "node:fs"

export const SCOPES = ["film", "feed", "article"] as const
export type Scope = (typeof SCOPES)[number]

/** A file of the new source: its path in the source's folder, and its content. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

interface Variant {
  readonly rank: string
  readonly claims: string
  readonly every: string
  readonly foldTitle: string
  readonly guard: string
  readonly published: string
  readonly publishedAt: string
  readonly answer: string
  readonly extra: string
}

const HOURS = (count: number) => `${count} * 3_600_000`
const NO_FILM = '  if (films.length === 0) throw new SourceError("shape_changed", "films: expected at least one")'
const FEED: Variant = {
  rank: "api",
  claims: "complete",
  every: HOURS(6),
  foldTitle: "",
  guard: NO_FILM,
  published: "",
  publishedAt: "",
  answer: "export const Answer = z.object({ films: z.array(z.unknown()) })",
  extra: "",
}

/** What differs with the scope: what a document is about, and what its silence means (I1). */
const VARIANTS: Readonly<Record<Scope, Variant>> = {
  film: {
    ...FEED,
    rank: "page",
    every: HOURS(24),
    foldTitle: "foldTitle, ",
    guard: `  if (films.length !== 1) throw new SourceError("shape_changed", \`films: \${films.length}, expected the target's one\`)
  const wanted = target.film?.title
  const title = films[0]?.[0].title ?? ""
  if (wanted && foldTitle(wanted) !== foldTitle(title))
    throw new SourceError("shape_changed", \`films[0].title: "\${title}", expected "\${wanted}"\`)`,
    extra: `
  it("I2 concludes nothing from another film's page", () => {
    const film = { originalTitle: null, year: 2021, directors: [], durationMinutes: null, ids: {} }
    const target = targetOf({ film: { ...film, title: "Minuit à la consigne" } })

    expect(() => read(available, target)).toThrow("expected")
  })
`,
  },
  feed: FEED,
  article: {
    ...FEED,
    rank: "press",
    claims: "none",
    every: HOURS(24),
    published: "\n    publishedAt: Temporal.Instant.from(answer.data.publishedAt).toString(),",
    publishedAt: '\n  "publishedAt": "2026-06-30T09:00:00+02:00",',
    answer: `/** An article that does not say when it came out is no news: nothing follows from it. */
export const Answer = z.object({ publishedAt: z.iso.datetime({ offset: true }), films: z.array(z.unknown()) })`,
    extra: `
  it("I8 says when it was published", () => {
    expect(read(available).publishedAt).toBe("2026-06-30T07:00:00Z")
  })
`,
  },
}

/** The files of a source that does not know its site yet: all its tests pass but the one that says what to do next. */
export function filesOf(id: string, scope: Scope): readonly SourceFile[] {
  const values: Readonly<Record<string, string>> = {
    ...VARIANTS[scope],
    id,
    scope,
    name: variableOf(id),
    title: titleOf(id),
    idKey: id.includes("-") ? `"${id}"` : id,
  }
  const fill = (template: string) => {
    const text = readFileSync(new URL(`template/${template}.txt`, import.meta.url), "utf8")
    return text.replace(/\{\{(\w+)\}\}/gu, (_, key: string) => values[key] ?? missing(template, key))
  }
  return [
    { path: "index.ts", text: fill("index.ts") },
    { path: "schema.ts", text: fill("schema.ts") },
    { path: "normalise.ts", text: fill("normalise.ts") },
    { path: `${id}.test.ts`, text: fill("test.ts") },
    { path: "__fixtures__/available.json", text: fill("available.json") },
  ]
}

function missing(template: string, key: string): never {
  throw new Error(`template/${template}.txt: nothing to put in place of {{${key}}}`)
}

/** `ma-source` as a variable: maSource. */
export function variableOf(id: string): string {
  return id.replace(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase())
}

function titleOf(id: string): string {
  return id
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ")
}
