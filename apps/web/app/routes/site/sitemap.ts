import { sitemapPages } from "@vigie/db"
import { data } from "react-router"
import { ask } from "../../data/site/db.server.ts"
import { keep } from "../../data/site/kept.server.ts"
import { SITE } from "../../data/site/site.server.ts"
import { FILMS_PER_PAGE, sitemapText } from "../../data/site/sitemap.ts"
import { xmlResponse } from "../../data/site/xml.server.ts"
import type { Route } from "./+types/sitemap.ts"

/** The sitemap's own index: films by the ten thousand, and all other pages. */
export async function loader({ request }: Route.LoaderArgs) {
  if (!SITE.indexed) throw data(null, { status: 404 })
  const pages = await keep("sitemap", () => ask((db) => sitemapPages(db, FILMS_PER_PAGE)))
  const parts = [...pages.map((after) => (after === null ? "films.xml" : `films-${after}.xml`)), "pages.xml"]
  const listed = parts.map((part) => ({ path: `/sitemap/${part}`, at: null }))
  return xmlResponse(sitemapText("sitemapindex", SITE.baseUrl, listed), request)
}
