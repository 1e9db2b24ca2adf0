/** A programme as the guide writes it; only what is used. `line` is where its tag ends. */
export interface Programme {
  readonly line: number
  readonly channel: string
  readonly start: string
  readonly stop: string
  /** Texts by the element's path in the programme ("title", "credits/director"), in the guide's order; empty elements say something too. */
  readonly texts: Map<string, Text[]>
  /** What is not well-formed inside it, with its place. */
  fault: string | null
}

export interface Text {
  readonly words: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Paths read of every programme. */
export const READ: ReadonlySet<string> = new Set([
  "title",
  "date",
  "category",
  "length",
  "url",
  "episode-num",
  "premiere",
  "previously-shown",
  "credits/director",
  "orig-language",
  "video/quality",
  "subtitles/language",
])

/** Paths read besides when the films themselves are asked for. */
export const READ_FOR_FACTS: ReadonlySet<string> = new Set([
  ...READ,
  "desc",
  "country",
  "credits/actor",
  "credits/writer",
  "credits/adapter",
  "credits/producer",
  "credits/composer",
  "credits/editor",
])

/** The words of a path, trimmed, the empty ones left out. */
export function wordsOf(programme: Programme, path: string): string[] {
  return (programme.texts.get(path) ?? []).map(({ words }) => words).filter((words) => words !== "")
}
