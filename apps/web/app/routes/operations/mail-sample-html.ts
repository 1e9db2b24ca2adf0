import { MAIL_POLICY } from "../../../src/headers.ts"
import { findSample, sampleLocale } from "../../data/operations/mails.server.ts"
import { readOperator } from "../../data/operations/operator.server.ts"
import type { Route } from "./+types/mail-sample-html.ts"

/** A sample's own page, for the frames that show it: it runs nothing and loads nothing. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const { locale } = await readOperator(request)
  const { html } = await findSample(params.name, sampleLocale(request, locale))
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": MAIL_POLICY }
  return new Response(inLight(html, new URL(request.url).searchParams.get("light")), {
    headers: { ...headers, "cache-control": "private, no-cache" },
  })
}

/** By day or by night, whatever the screen's own light; as it is sent where neither is asked for. */
function inLight(html: string, light: string | null): string {
  const asked = light === "night" ? "all" : light === "day" ? "not all" : null
  return asked === null ? html : html.replace("(prefers-color-scheme:dark)", asked)
}
