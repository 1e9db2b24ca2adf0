import type { RelatedFilm } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { type ListedCard, readListed } from "../catalogue/listed.server.ts"
import type { Reading } from "../site/viewer.server.ts"

/** A film that has something in common with this one: why, and where it is now. */
export interface RelatedCard extends ListedCard {
  readonly why: string
}

/** More names than a line should hold. */
const NAMED = 3

export function readRelated(film: RelatedFilm, { locale }: Pick<Reading, "locale">): RelatedCard {
  const { ties } = PHRASES[locale].filmPage
  return { ...readListed(film, { locale }), why: ties[film.tie](film.shared.slice(0, NAMED).join(", ")) }
}
