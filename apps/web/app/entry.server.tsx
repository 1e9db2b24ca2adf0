import { renderToString } from "react-dom/server"
import { type EntryContext, type HandleErrorFunction, isRouteErrorResponse, ServerRouter } from "react-router"
import { log } from "../src/log.ts"
import { shownPath } from "../src/shown-path.ts"
import { isSignedIn } from "./data/account/session.server.ts"
import { pack } from "./data/site/pack.server.ts"
import { SITE } from "./data/site/site.server.ts"
import { localeOf } from "./data/site/viewer.server.ts"

/** Whole pages at once: their data is there before they are drawn, so nothing has to be streamed in by a script. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  const html = renderToString(<ServerRouter context={context} url={request.url} />)
  headers.set("content-type", "text/html; charset=utf-8")
  headers.set("content-language", localeOf(request))
  headers.set("vary", "accept-language, accept-encoding")
  headers.set("cache-control", isSignedIn(request) ? "no-store" : "private, no-cache")
  if (!SITE.indexed) headers.set("x-robots-tag", "noindex")
  if (status === 503) headers.set("retry-after", "10")
  if (status === 429 && !headers.has("retry-after"))
    headers.set("retry-after", retryAfter(context.staticHandlerContext))
  const body = await pack(html.startsWith("<!DOCTYPE") ? html : `<!DOCTYPE html>${html}`, request, headers)
  return new Response(body, { status, headers })
}

/** Seconds until somebody who came too often may come again, as the page that was thrown says it. */
function retryAfter({ errors }: EntryContext["staticHandlerContext"]): string {
  const thrown = Object.values(errors ?? {}).find(isRouteErrorResponse)?.data as { retryAt?: unknown } | undefined
  const retryAt = typeof thrown?.retryAt === "number" ? thrown.retryAt : 0
  return String(Math.max(1, Math.ceil((retryAt - Date.now()) / 1000)))
}

export const handleError: HandleErrorFunction = (error, { request }) => {
  if (!request.signal.aborted)
    log.error({ err: error, path: shownPath(new URL(request.url).pathname).slice(0, 60) }, "page failed")
}
