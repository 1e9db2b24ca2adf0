import { readMailEvent, verifySigned } from "@vigie/channels"
import { recordMailEvent } from "@vigie/db"
import { reasonInWords } from "@vigie/stages/reason-words"
import { data } from "react-router"
import { config } from "../../../src/env.ts"
import { log } from "../../../src/log.ts"
import { ask } from "../../data/site/db.server.ts"
import type { Route } from "./+types/resend-webhook.ts"

/** An event says who, what and when. */
const MOST = 100_000

export function loader(): never {
  throw data(null, { status: 405 })
}

/**
 * What Resend says became of mails: who signed it with our secret, at most five minutes ago, is believed, once for each event.
 * Anything but a 2xx is said again by Resend later.
 */
export async function action({ request }: Route.ActionArgs): Promise<Response> {
  const secret = config.resendWebhookSecret
  if (secret === null) return answer(404)
  const body = await request.text()
  if (body.length > MOST) return answer(413)
  const now = Date.now()
  const signed = verifySigned(secret, { header: (name) => request.headers.get(name), body, now })
  if (!signed.ok) return answer(401)
  const event = eventIn(body)
  if (event === "none") return answer(400)
  if (event === null) return answer(204)
  const owner = {
    shown: "",
    url: `${config.baseUrl}/account/channels`,
    words: (locale: "fr" | "en") => reasonInWords(event.kind, locale),
  }
  const isNew = await ask((db) => recordMailEvent(db, { id: signed.id, ...event }, owner, now))
  log.info({ kind: event.kind, isNew }, "mail event")
  return answer(204)
}

function eventIn(body: string) {
  try {
    return readMailEvent(body)
  } catch {
    return "none"
  }
}

function answer(status: number): Response {
  return new Response(null, { status, headers: { "cache-control": "no-store" } })
}
