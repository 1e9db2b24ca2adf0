import { openAnswer } from "../../data/operations/answer.server.ts"
import { idIn, readOperator } from "../../data/operations/operator.server.ts"
import type { Route } from "./+types/target-answer.ts"

/** The last answer of a target as a file: plain text whatever it was, so that no browser runs it. */
export async function loader({ request, params }: Route.LoaderArgs) {
  await readOperator(request)
  const id = idIn(params.id)
  const kind = params.kind === "good" || params.kind === "failed" ? params.kind : null
  const answer = kind === null ? null : await openAnswer(id, kind)
  if (answer === null || answer.text === null) throw new Response(null, { status: 404 })
  return new Response(answer.text, {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="${id}-${kind}.txt"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  })
}
