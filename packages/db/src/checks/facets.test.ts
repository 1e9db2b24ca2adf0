import type { Term } from "@vigie/core"
import { expect, it } from "vitest"
import type { Db } from "../client.ts"
import { catalogue } from "../queries/catalogue.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, HOUR, NOON, sighting } from "../testing/world.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

const term = (quality: Term["quality"], amountMinor: number, currency = "EUR"): Term => ({
  quality,
  price: { amountMinor, currency },
  audio: [],
  subtitles: [],
})

async function facets(filmId: string) {
  return db.sql(
    `select best_quality as quality, low_price as price, low_currency as currency from windows where film_id = $1`,
    [filmId],
  )
}

it("a window carries the best quality and the lowest price that are stated now", async () => {
  const film = await addFilm(db, "Le Phare")
  const page = await addPage(db, film)

  await check(db, page, [sighting({ terms: [term("sd", 299), term("uhd", 599)] })], NOON)
  expect(await facets(film)).toEqual([{ quality: 2, price: 299, currency: "EUR" }])

  await check(db, page, [sighting({ terms: [term("hd", 399)] })], NOON + HOUR)
  expect(await facets(film)).toEqual([{ quality: 1, price: 399, currency: "EUR" }])

  await check(db, page, [sighting({ terms: [term("hd", 399), term("hd", 499, "CHF")] })], NOON + 2 * HOUR)
  expect(await facets(film)).toEqual([{ quality: 1, price: null, currency: null }])
})

it("good and cheap enough are asked of one statement, not of two", async () => {
  const film = await addFilm(db, "La Grève")
  await check(db, await addPage(db, film), [sighting({ terms: [term("sd", 199), term("uhd", 899)] })], NOON)
  const asked = (minQuality: "sd" | "uhd", amountMinor: number) =>
    catalogue(db, {
      query: "la greve",
      territories: ["FR"],
      limit: 5,
      minQuality,
      maxPrice: { amountMinor, currency: "EUR" },
    })

  expect((await asked("uhd", 300)).films).toEqual([])
  expect((await asked("sd", 300)).films).toHaveLength(1)
  expect((await asked("uhd", 900)).films).toHaveLength(1)
})
