import { readAddress } from "@vigie/core"
import { expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, HOUR, NOON, PAGE, sighting } from "../testing/world.ts"
import { filmAt } from "./film-at.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

const at = (text: string, demo = true) => filmAt(db, readAddress(text)!, { sources: [PAGE.id], demo })
const slugOf = async (id: string) =>
  (await db.sql<{ slug: string }>("select slug from films where id = $1", [id]))[0]!.slug
const addId = (film: string, scheme: string, value: string) =>
  db.sql("insert into film_ids (scheme, value, film_id) values ($1, $2, $3)", [scheme, value, film])

test("an id leads to its film, and a merged one's to the film it was merged into", async () => {
  const kept = await addFilm(db, "Les Milles")
  const merged = await addFilm(db, "Les Milles")
  await addId(kept, "imdb", "tt0113828")
  await addId(merged, "unifrance", "14089")
  await db.sql("update films set merged_into_id = $2 where id = $1", [merged, kept])

  expect(await at("https://m.imdb.com/title/tt0113828/?ref_=x")).toBe(await slugOf(kept))
  expect(await at("tt113828")).toBe(await slugOf(kept))
  expect(await at("https://en.unifrance.org/movie/14089/les-milles")).toBe(await slugOf(kept))
  expect(await at("https://www.imdb.com/title/tt9999999/")).toBeNull()
})

test("what a source calls a work leads to the film it was matched with", async () => {
  const film = await addFilm(db, "Caprice")
  await db.sql(
    "insert into works (source, key, state, film_id, matched_by, ref) values ('francetv', '6689252', 'matched', $1, 'title', '{}')",
    [film],
  )

  expect(await at("https://www.france.tv/films/6689252-caprice.html#x")).toBe(await slugOf(film))
})

test("a page that is read for one film, or that it was read on, leads to it however it is spelt; a page of several does not", async () => {
  const film = await addFilm(db, "La Digue")
  const other = await addFilm(db, "Le Bac")
  const page = await addPage(db, film)
  const [target] = await db.sql<{ reference: string }>("select reference from targets where id = $1", [page])
  await check(db, page, [sighting({ url: "https://www.vod.example/digue" })], NOON)
  const second = await addPage(db, other)
  await check(db, second, [sighting({ url: "https://www.vod.example/films" })], NOON)
  await check(db, page, [sighting({ url: "https://www.vod.example/films", provider: "Arte" })], NOON + HOUR)

  expect(await at(target!.reference)).toBe(await slugOf(film))
  expect(await at("voir http://vod.example/digue/ ce soir")).toBe(await slugOf(film))
  expect(await at("https://www.vod.example/films")).toBeNull()
  expect(await at("https://www.vod.example/")).toBeNull()
})

test("Letterboxd's words are a title and a year, which must leave one film", async () => {
  const thing = await addFilm(db, "the thing", 1982)
  await addFilm(db, "the thing", 2011)
  const blade = await addFilm(db, "blade runner 2049", 2017)

  expect(await at("https://letterboxd.com/film/the-thing-1982/")).toBe(await slugOf(thing))
  expect(await at("https://letterboxd.com/film/the-thing/")).toBeNull()
  expect(await at("https://letterboxd.com/film/blade-runner-2049/")).toBe(await slugOf(blade))
  expect(await at("https://boxd.it/29Pq")).toBeNull()
})

test("an invented film is not found where the demonstration is off", async () => {
  const film = await addFilm(db, "Inventé")
  await addId(film, "tmdb", "900001")
  await db.sql("update films set demo = true where id = $1", [film])

  expect(await at("https://www.themoviedb.org/movie/900001")).toBe(await slugOf(film))
  expect(await at("https://www.themoviedb.org/movie/900001", false)).toBeNull()
})
