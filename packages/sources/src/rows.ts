import type { FilmRef, Rejection } from "@vigie/core"
import { SourceError } from "./source.ts"

/** Of a document's rows, how many may be unreadable before its shape is taken to have changed. */
const MOST_BROKEN = 0.2

/** Throws SourceError("shape_changed") when more than a fifth of the rows could not be read. `rows` counts both kinds. */
export function assertMostRead(rejected: readonly Rejection[], rows: number, what = "rows"): void {
  const [first] = rejected
  if (first && rejected.length > rows * MOST_BROKEN)
    throw new SourceError(
      "shape_changed",
      `${rejected.length} of ${rows} ${what} unreadable, the first at ${first.place}: ${first.reason}`,
    )
}

/** What tells a film apart and holds bytes that the document's charset cannot; null where all can be read. */
export function garbledIn({ title, directors }: Pick<FilmRef, "title" | "directors">): string | null {
  const garbled = [title, ...directors].find((words) => words?.includes("\uFFFD"))
  return garbled === undefined ? null : `unreadable characters in "${garbled}"`
}
