import type { ListedFilm } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { modelInWords } from "../film/offer-words.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { type Card, readCard } from "./cards.server.ts"

/** A film of a list with where it is now: "Arte, Orange et 2 de plus · replay, gratuit"; null when nowhere. */
export interface ListedCard extends Card {
  readonly where: string | null
}

const NAMED = 2

export function readListed(film: ListedFilm, { locale }: Pick<Reading, "locale">): ListedCard {
  const { catalogue } = PHRASES[locale]
  const names = [...new Set(film.now.map(({ provider }) => provider))]
  const more = names.length > NAMED ? ` ${catalogue.moreOn(names.length - NAMED)}` : ""
  const first = film.now[0]
  const model = first === undefined ? "" : ` · ${modelInWords(first.kind, first.monetization, locale)}`
  return {
    ...readCard(film),
    where: first === undefined ? null : `${catalogue.on(names.slice(0, NAMED).join(", "))}${more}${model}`,
  }
}

export interface DecadeOfFilms {
  /** "Années 1990", or that they are undated. */
  readonly name: string
  readonly films: readonly ListedCard[]
}

/** Films as listed newest first, cut by decade. */
export function byDecade(films: readonly ListedFilm[], reading: Pick<Reading, "locale">): readonly DecadeOfFilms[] {
  const { catalogue } = PHRASES[reading.locale]
  const cut = Map.groupBy(films, ({ year }) => (year === null ? null : Math.floor(year / 10) * 10))
  return [...cut].map(([decade, some]) => ({
    name: decade === null ? catalogue.undated : catalogue.years(String(decade)),
    films: some.map((film) => readListed(film, reading)),
  }))
}
