import type { Coverage, Snapshot } from "@vigie/core"

const STRENGTH: readonly Coverage["claims"][] = ["none", "period", "complete"]

/** Pages of one answer as one snapshot; its coverage is the weakest that a page claims. */
export function mergePages(pages: readonly Snapshot[]): Snapshot {
  const [first, ...others] = pages
  if (!first) throw new RangeError("an answer has at least one page")
  if (others.length === 0) return first
  const weakest = pages.reduce((weak, page) =>
    STRENGTH.indexOf(page.coverage.claims) < STRENGTH.indexOf(weak.coverage.claims) ? page : weak,
  )
  const publishedAt = pages.find((page) => page.publishedAt !== undefined)?.publishedAt
  return {
    coverage: weakest.coverage,
    sightings: pages.flatMap((page) => page.sightings),
    films: pages.flatMap((page) => page.films),
    removals: pages.flatMap((page) => page.removals),
    rejected: pages.flatMap((page, index) =>
      page.rejected.map((each) => ({ ...each, place: `page ${index + 1}, ${each.place}` })),
    ),
    ...(publishedAt === undefined ? {} : { publishedAt }),
  }
}
