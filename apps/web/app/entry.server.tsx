import { renderToString } from "react-dom/server"
import { type EntryContext, type HandleErrorFunction, ServerRouter } from "react-router"
import { log } from "../src/log.ts"
import { pack } from "./data/pack.server.ts"
import { localeOf } from "./data/viewer.server.ts"

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
  headers.set("cache-control", "private, no-cache")
  if (status === 503) headers.set("retry-after", "10")
  const body = await pack(html.startsWith("<!DOCTYPE") ? html : `<!DOCTYPE html>${html}`, request, headers)
  return new Response(body, { status, headers })
}

export const handleError: HandleErrorFunction = (error, { request }) => {
  if (!request.signal.aborted)
    log.error({ err: error, path: new URL(request.url).pathname.slice(0, 60) }, "page failed")
}
