import { listReview } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import type { Row } from "../output.ts"

/** Every question that waits for a person. */
export async function reviewList({ out, ...context }: Context): Promise<void> {
  const items = await withDb({ out, ...context }, listReview)
  if (out.json)
    out.rows(
      items.map(({ id, kind, source, title, year, directors, candidates }) => {
        return { id, kind, source, title, year, directors, candidates }
      }),
    )
  else
    out.rows(
      items.flatMap(({ id, kind, source, title, year, candidates }): Row[] => {
        const question = { id, kind, source, title: `${title ?? "?"} (${year ?? "?"})` }
        if (candidates.length === 0) return [{ ...question, choice: "new", candidate: null, directors: [], why: [] }]
        return candidates.map((candidate) => ({
          ...question,
          choice: candidate.choice,
          candidate: `${candidate.title ?? "?"} (${candidate.year ?? "?"})`,
          directors: candidate.directors,
          why: candidate.why,
        }))
      }),
    )
  if (items.length === 0) out.say("nothing waits for an answer")
}
