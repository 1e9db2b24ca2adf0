import { answerFeed } from "../../data/feeds/answer.server.ts"
import { CORS, refuseMethod } from "../../data/feeds/api-answer.server.ts"
import { openApi } from "../../data/feeds/openapi.server.ts"
import type { Route } from "./+types/api-description.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const refused = refuseMethod(request)
  if (refused !== null) return refused
  const body = `${JSON.stringify(openApi(), null, 2)}\n`
  const headers = { ...CORS, "cache-control": "public, max-age=3600" }
  return answerFeed(request, { body, type: "application/json; charset=utf-8", headers })
}
