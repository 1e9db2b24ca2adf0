import type { Line, Page } from "../page/page.ts"
import { plain } from "../text.ts"

/** "1971, France/Italie, Comédie": the line that opens a film. */
export interface Opening {
  readonly year: number
  readonly countries: readonly string[]
  readonly genres: readonly string[]
}

/** One film's lines by the part they stand in; a part's label stays on its first line. */
export interface Entry {
  readonly opening: Opening
  readonly title: string | null
  readonly credits: readonly string[]
  readonly duration: string | null
  readonly cast: string | null
  readonly synopsis: readonly string[]
  readonly awards: readonly string[]
  readonly places: string | null
  readonly at: number
}

type Part = "credits" | "cast" | "synopsis" | "awards" | "places"

const LABELS: readonly (readonly [RegExp, Part])[] = [
  [/^avec (?=\S)/u, "cast"],
  [/^(?:resume|synopsis|l'histoire) ?:/u, "synopsis"],
  [/^(?:prix (?:&|et) recompenses|recompenses|prix) ?:/u, "awards"],
  [/^(?:lieux? de tournage|tourne a|lieux? du tournage) ?:/u, "places"],
]
/** Headings that stand between films. */
const HEADING =
  /^(?:les annees \d|annees \d|les films|autres? |la prefecture|histoire|sa situation|les autres|le .* fait son cinema)/u

/** The films of a catalogue page, in order. */
export function entriesIn(page: Page): Entry[] {
  const lines = page.blocks.filter((block): block is Line => block.kind === "line")
  const starts = lines.flatMap((line, index) => (openingIn(line.text) ? [index] : []))
  return starts.map((start, index) => {
    const next = starts[index + 1]
    const titled = next !== undefined && titleBefore(lines, next) !== null
    return entryOf(lines, start, next === undefined ? lines.length : titled ? next - 1 : next)
  })
}

export function openingIn(text: string): Opening | null {
  if (text.length > 160) return null
  const [, year, countries, genres] = /^((?:18|19|20)\d\d),\s*(\p{Lu}[^,.;:]*),\s*(\p{Lu}[^.;:]*)$/u.exec(text) ?? []
  return year && countries && genres
    ? { year: Number(year), countries: listOf(countries), genres: listOf(genres) }
    : null
}

/**
 * The title above an opening line; null where it is lost. A line in capitals, a heading of the page, or what stands right
 * after the places of the film before; never a heading of a decade or a part of another film.
 */
function titleBefore(lines: readonly Line[], opening: number): string | null {
  const line = lines[opening - 1]
  if (!line || line.text.length > 160) return null
  const folded = plain(line.text)
  if (HEADING.test(folded) || partOf(folded) || openingIn(line.text) || !/[\p{L}\d]/u.test(line.text)) return null
  const before = lines[opening - 2]
  const capitals = line.text === line.text.toUpperCase()
  const follows =
    before !== undefined && partOf(plain(before.text)) === "places" && !/[.:]$/u.test(line.text.replace(/\.{3}$/u, ""))
  return capitals || (line.level >= 1 && line.level <= 6) || follows ? line.text : null
}

function entryOf(lines: readonly Line[], start: number, end: number): Entry {
  const parts: Record<Part, string[]> = { credits: [], cast: [], synopsis: [], awards: [], places: [] }
  let part: Part = "credits"
  let duration: string | null = null
  for (const { text } of lines.slice(start + 1, end)) {
    const folded = plain(text)
    if (part === "places" && parts.places.length > 0) break
    part = partOf(folded) ?? part
    if (part === "credits" && /^duree\b/u.test(folded)) duration = text
    else parts[part].push(text)
  }
  const opening = openingIn(lines[start]?.text ?? "")
  return {
    opening: opening ?? { year: 0, countries: [], genres: [] },
    title: titleBefore(lines, start),
    credits: parts.credits,
    duration,
    cast: parts.cast.join(" ") || null,
    synopsis: parts.synopsis,
    awards: parts.awards,
    places: parts.places[0] ?? null,
    at: lines[start]?.at ?? 0,
  }
}

function partOf(folded: string): Part | null {
  return LABELS.find(([pattern]) => pattern.test(folded))?.[1] ?? null
}

function listOf(text: string): string[] {
  return text
    .split(/\s*\/\s*/u)
    .map((each) => each.trim())
    .filter((each) => each !== "")
}
