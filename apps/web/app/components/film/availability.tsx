import { Link } from "react-router"
import type { FilmSheet } from "../../data/film/film.server.ts"
import type { NowOffer } from "../../data/film/offers.server.ts"
import type { ElsewhereFaults } from "../../data/film/report.server.ts"
import type { Refresh } from "../../data/site/refresh.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"
import { type Column, Table } from "../site/table.tsx"
import { UnverifiedNote } from "../watchlist/marks.tsx"
import { WatchForm } from "../watchlist/watch-form.tsx"
import { ProviderCell, useColumns } from "./offers.tsx"
import { Elsewhere, Progress, SayThere } from "./report.tsx"

interface AvailabilityProps {
  readonly film: FilmSheet
  readonly followed: boolean
  /** While somebody's report is being checked. */
  readonly refresh: Refresh | null
  readonly elsewhere: ElsewhereFaults | null
}

/** Where to watch now; or that there is nowhere, and who looked. */
export function Availability({ film, followed, refresh, elsewhere }: AvailabilityProps) {
  const { film: words, filmPage } = useWords()
  const { offers } = film
  return (
    <Part id="now" name={words.now}>
      {film.report && <Progress report={film.report} refresh={refresh} />}
      {offers.all === 0 ? <Nowhere film={film} followed={followed} /> : <Offers film={film} />}
      {offers.elsewhere && <p className="mt-4 text-faint">{filmPage.elsewhere(offers.elsewhere)}</p>}
      {offers.announcedElsewhere && (
        <p className="mt-4 text-faint">{filmPage.announcedElsewhere(offers.announcedElsewhere)}</p>
      )}
      <Elsewhere slug={film.slug} given={elsewhere} />
    </Part>
  )
}

function Offers({ film: { slug, offers } }: Pick<AvailabilityProps, "film">) {
  const { film: words, filmPage } = useWords()
  const { how, price, quality, until, checked } = useColumns()
  const provider: Column<NowOffer> = {
    name: words.provider,
    cell: (offer) => (
      <>
        {(offer.mine || offer.territory) && (
          <span className="mb-1 flex flex-wrap gap-2">
            {offer.mine && <span className="mark">{filmPage.mine}</span>}
            {offer.territory && <span className="label">{offer.territory}</span>}
          </span>
        )}
        <ProviderCell offer={offer} />
        <SayThere slug={slug} offer={offer} />
      </>
    ),
  }
  return (
    <>
      <Filters offers={offers} />
      {offers.shown.length === 0 ? (
        <p>{offers.all === 1 ? filmPage.noneLeftOne : filmPage.noneLeft(offers.all)}</p>
      ) : (
        <Table
          caption={words.now}
          columns={[provider, how, price, quality, until, checked]}
          rows={offers.shown}
          keyOf={(offer) => offer.id}
        />
      )}
      <UnverifiedNote of={offers.shown} />
    </>
  )
}

function Filters({ offers }: Pick<FilmSheet, "offers">) {
  const { filmPage } = useWords()
  if (offers.filters.length === 0) return null
  const narrowed = offers.filters.some(({ on }) => on)
  return (
    <nav aria-label={filmPage.filter}>
      <ul className="offer-filters">
        {offers.filters.map(({ name, to, on }) => (
          <li key={name}>
            <Link to={to} className="chip" aria-current={on ? "true" : undefined}>
              {name}
            </Link>
          </li>
        ))}
        {narrowed && (
          <li className="text-fine">
            {filmPage.shown(offers.shown.length, offers.all)}{" "}
            <Link to={offers.clear} className="link">
              {filmPage.showAll}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  )
}

function Nowhere({ film, followed }: Pick<AvailabilityProps, "film" | "followed">) {
  const { film: words, filmPage } = useWords()
  const looked = film.sources.filter(({ read, state }) => read !== null && state !== "failed")
  const couldNot = film.sources.filter(({ state }) => state === "failed")
  return (
    <>
      <p className="text-lead font-semibold">{words.none}</p>
      <p className="max-w-prose text-faint">{film.checked ? words.noneWhy : words.noneTargets}</p>
      {looked.length > 0 && (
        <>
          <h3 className="label mt-4">{filmPage.looked}</h3>
          <ul>
            {looked.map((source) => (
              <li key={source.id} className="mt-1">
                {source.name}, {source.read}
              </li>
            ))}
          </ul>
        </>
      )}
      {couldNot.length > 0 && (
        <>
          <h3 className="label mt-4">{filmPage.couldNot}</h3>
          <ul>
            {couldNot.map((source) => (
              <li key={source.id} className="mt-1">
                {source.name} <span className="text-fine text-faint">{source.says.join(" ")}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {!followed && <WatchForm slug={film.slug} followed={false} available={false} seen={film.seen} brief />}
    </>
  )
}
