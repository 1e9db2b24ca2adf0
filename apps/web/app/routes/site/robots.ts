import { robotsText } from "../../data/site/robots.ts"
import { SITE } from "../../data/site/site.server.ts"

export function loader() {
  return new Response(robotsText(SITE), {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" },
  })
}
