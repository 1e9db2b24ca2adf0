import type { FilmSheet } from "../../data/film/film.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Social } from "../site/social.tsx"

interface MovieDataProps {
  readonly film: FilmSheet
  /** schema.org's Movie, made to stand in a page; null for what is invented. */
  readonly movie: string | null
}

/** What search engines and other sites read of a film's page. The data block is no script: no browser runs it. */
export function MovieData({ film, movie }: MovieDataProps) {
  const { film: words, watchlist } = useWords()
  const { best } = film.offers
  const title = film.year === null ? film.title : `${film.title} (${film.year})`
  const where =
    best === null
      ? watchlist.none
      : [best.provider.name, best.priceFrom || best.model, best.until].filter(Boolean).join(", ")
  const who = film.directors === "" ? "" : ` ${words.by} ${film.directors}.`
  return (
    <>
      <Social title={title} description={`${title}.${who} ${words.now} : ${where}.`} type="video.movie" />
      {movie !== null && (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON whose <, > and & are escaped
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: movie }} />
      )}
    </>
  )
}
