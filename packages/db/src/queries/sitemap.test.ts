import { expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm } from "../testing/world.ts"
import { sitemapFilms, sitemapPages, sitemapRest } from "./sitemap.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

test("pages of films follow one another and hold each film once, merged and invented ones aside", async () => {
  const films: string[] = []
  for (let at = 0; at < 7; at++) films.push(await addFilm(db, `Film ${at}`, 1990 + at))
  await db.sql("update films set demo = true where id = $1", [films[2]])
  await db.sql("update films set merged_into_id = $2 where id = $1", [films[3], films[0]])

  const pages = await sitemapPages(db, 2)
  const listed = await Promise.all(pages.map((after) => sitemapFilms(db, { after, limit: 2 })))

  expect(listed.map((page) => page.length)).toEqual([2, 2, 1])
  expect(listed.flat().map(({ slug }) => slug.slice(0, 6))).toEqual(["film-0", "film-1", "film-4", "film-5", "film-6"])
  expect(listed[0]?.[0]?.at).toBeGreaterThan(0)
})

test("providers that somebody vouched for are listed, and the decades of films", async () => {
  await db.sql(
    "insert into providers (slug, name, verified, demo) values ('arte', 'Arte', true, false), ('nom-lu', 'Nom lu', false, false), ('demo', 'Démo', true, true)",
  )

  expect(await sitemapRest(db)).toEqual({ providers: ["arte"], places: [], awards: [], decades: [1990] })
})
