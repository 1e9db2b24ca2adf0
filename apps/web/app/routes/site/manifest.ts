import { localeOf } from "../../data/site/viewer.server.ts"
import { PHRASES } from "../../i18n/words.ts"
import icon from "../../icons/icon.svg"
import icon192 from "../../icons/icon-192.png"
import icon512 from "../../icons/icon-512.png"
import maskable from "../../icons/maskable-512.png"
import type { Route } from "./+types/manifest.ts"

/** How a phone keeps the site on its first screen, and what it may share to it (https://www.w3.org/TR/appmanifest/). */
export function loader({ request }: Route.LoaderArgs) {
  const locale = localeOf(request)
  const { site, home, front, watchlist, cal } = PHRASES[locale]
  const png = (src: string, size: number) => ({ src, sizes: `${size}x${size}`, type: "image/png" })
  const manifest = {
    id: "/",
    name: site.name,
    short_name: site.name,
    description: front.describe,
    lang: locale,
    start_url: "/",
    scope: "/",
    display: "minimal-ui",
    theme_color: "#fffdf8",
    background_color: "#fffdf8",
    categories: ["entertainment"],
    icons: [
      { src: icon, sizes: "any", type: "image/svg+xml" },
      png(icon192, 192),
      png(icon512, 512),
      { ...png(maskable, 512), purpose: "maskable" },
    ],
    shortcuts: [
      { name: home.all, url: "/films" },
      { name: watchlist.title, url: "/watchlist" },
      { name: cal.title, url: "/calendar" },
    ],
    share_target: { action: "/open", method: "GET", params: { title: "title", text: "text", url: "url" } },
  }
  return new Response(JSON.stringify(manifest), {
    headers: {
      "content-type": "application/manifest+json; charset=utf-8",
      "cache-control": "public, max-age=3600",
      vary: "accept-language",
    },
  })
}
