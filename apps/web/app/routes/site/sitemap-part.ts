import { sitemapFilms, sitemapRest } from "@vigie/db"
import { data } from "react-router"
import { ask } from "../../data/site/db.server.ts"
import { SITE } from "../../data/site/site.server.ts"
import { FILMS_PER_PAGE, type Listed, partOf, sitemapText } from "../../data/site/sitemap.ts"
import { xmlResponse } from "../../data/site/xml.server.ts"
import type { Route } from "./+types/sitemap-part.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const part = partOf(params.part)
  if (!SITE.indexed || part === null) throw data(null, { status: 404 })
  const listed = part.of === "films" ? await listFilms(part.after) : await listRest()
  return xmlResponse(sitemapText("urlset", SITE.baseUrl, listed), request)
}

async function listFilms(after: string | null): Promise<readonly Listed[]> {
  const films = await ask((db) => sitemapFilms(db, { after, limit: FILMS_PER_PAGE }))
  return films.map(({ slug, at }) => ({ path: `/films/${slug}`, at }))
}

async function listRest(): Promise<readonly Listed[]> {
  const { providers, places, awards, decades } = await ask(sitemapRest)
  const paths = [
    ...["/", "/films", "/calendar", "/places", "/people"],
    ...providers.map((slug) => `/providers/${slug}`),
    ...decades.map((decade) => `/decades/${decade}`),
    ...awards.map((body) => `/awards/${encodeURIComponent(body)}`),
    ...places.map((slug) => `/places/${slug}`),
  ]
  return paths.map((path) => ({ path, at: null }))
}
