import { pack } from "./pack.server.ts"

/** A document that stays the same for an hour, packed as asked. */
export async function xmlResponse(text: string, request: Request): Promise<Response> {
  const headers = new Headers({
    "content-type": "application/xml; charset=utf-8",
    "cache-control": "public, max-age=3600",
    vary: "accept-encoding",
  })
  return new Response(await pack(text, request, headers), { headers })
}
