import { data } from "react-router"
import { MAIL_POLICY } from "../../../src/headers.ts"
import { requireOperator } from "../../data/account/access.server.ts"
import { findMail } from "../../data/mailbox/mails.server.ts"
import type { Route } from "./+types/mail-html.ts"

/** A mail's own page, for the frame that shows it: it runs nothing and loads nothing. */
export async function loader({ request, params }: Route.LoaderArgs) {
  await requireOperator(request)
  const { html } = await findMail(params.name)
  if (html === null) throw data(null, { status: 404 })
  // Its links leave the frame, which may show nothing else.
  const page = html.replace(/<head[^>]*>/i, '$&<base target="_top">')
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": MAIL_POLICY }
  return new Response(page, { headers: { ...headers, "cache-control": "private, no-cache" } })
}
