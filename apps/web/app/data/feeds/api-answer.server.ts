import type { Problem } from "./api-shape.ts"

/** Programs of other sites may read it: it holds nothing but what anybody may. */
export const CORS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "etag, last-modified, link, retry-after",
  "cross-origin-resource-policy": "cross-origin",
} as const

const METHODS = "GET, HEAD, OPTIONS"

/** What a browser asks before a foreign page's request, and how any other method is refused; null: read on. */
export function refuseMethod(request: Request): Response | null {
  if (request.method === "GET" || request.method === "HEAD") return null
  if (request.method !== "OPTIONS")
    return problem(
      { status: 405, title: "Method not allowed", detail: `expected one of ${METHODS}` },
      { allow: METHODS },
    )
  const headers = {
    ...CORS,
    "access-control-allow-methods": METHODS,
    "access-control-allow-headers": "if-none-match, if-modified-since",
    "access-control-max-age": "86400",
  }
  return new Response(null, { status: 204, headers })
}

/** RFC 9457. */
export function problem(said: Omit<Problem, "type">, headers: Readonly<Record<string, string>> = {}): Response {
  const body: Problem = { type: "about:blank", ...said }
  return new Response(`${JSON.stringify(body)}\n`, {
    status: said.status,
    headers: { ...CORS, "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  })
}
