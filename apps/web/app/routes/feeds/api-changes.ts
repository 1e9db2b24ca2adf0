import { problem, refuseMethod } from "../../data/feeds/api-answer.server.ts"
import { answerChanges } from "../../data/feeds/api-changes.server.ts"
import type { Route } from "./+types/api-changes.ts"

/** The public change feed: whoever asks reads the same, signed in or not. */
export async function loader({ request }: Route.LoaderArgs) {
  const refused = refuseMethod(request)
  if (refused !== null) return refused
  try {
    return await answerChanges(request, Date.now())
  } catch (thrown) {
    if (!isUnavailable(thrown)) throw thrown
    const said = { status: 503, title: "Unavailable", detail: "the database does not answer" }
    return problem(said, { "retry-after": "10" })
  }
}

export async function action({ request }: Route.ActionArgs) {
  return refuseMethod(request)
}

/** As `ask` throws it for a database that is down or too slow. */
function isUnavailable(thrown: unknown): boolean {
  return (thrown as { readonly init?: { readonly status?: number } | null } | null)?.init?.status === 503
}
