/** A script of ours, asked for anew each time: a browser keeps a worker for long. */
export function scriptAnswer(script: string): Response {
  return new Response(script, {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" },
  })
}
