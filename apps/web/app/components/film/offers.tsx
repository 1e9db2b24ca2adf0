import { Link } from "react-router"
import type { FilmSheet } from "../../data/film/film.server.ts"
import type { Offer, ProviderLine } from "../../data/film/offer.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"
import { Older } from "../site/older.tsx"
import { type Column, Table } from "../site/table.tsx"
import { DemoMark, Outside, UnverifiedMark, UnverifiedNote } from "../watchlist/marks.tsx"
import { Proofs } from "./proofs.tsx"

/** The columns that offers of now and of later have in common. */
export function useColumns() {
  const { film, model } = useWords()
  const provider: Column<Offer> = {
    name: film.provider,
    cell: (offer) => (
      <>
        <ProviderCell offer={offer} />
        <Proofs proofs={offer.proofs} about={offer.provider.name} />
      </>
    ),
  }
  const how: Column<Offer> = { name: film.model, cell: (offer) => offer.model }
  const price: Column<Offer> = { name: film.price, cell: (offer) => <span className="sign">{offer.price || "–"}</span> }
  const quality: Column<Offer> = {
    name: film.quality,
    cell: (offer) => offer.quality ?? model.notStated,
    blank: (offer) => offer.quality === null,
  }
  const until: Column<Offer> = {
    name: film.until,
    cell: (offer) => offer.end ?? model.noEnd,
    blank: (offer) => offer.end === null,
  }
  const checked: Column<Offer> = { name: film.checked, cell: (offer) => offer.checked ?? "–" }
  const from: Column<Offer> = { name: film.from, cell: (offer) => offer.from ?? model.notStated }
  return { provider, how, price, quality, until, checked, from }
}

/** Who shows it, its story and languages. */
export function ProviderCell({ offer }: { readonly offer: Offer }) {
  const { catalogue } = useWords()
  return (
    <>
      <span className="text-lead">
        <ProviderName provider={offer.provider} />
      </span>
      <Story lines={offer.story} />
      {offer.languages && <span className="block text-fine text-faint">{offer.languages}</span>}
      <Link to={`/providers/${offer.provider.slug}`} className="link block text-fine text-faint">
        {catalogue.allOnIt(offer.provider.name)}
      </Link>
    </>
  )
}

/** A provider's name, through whom it is sold, and, unless in brief, that its address is only its home page. */
export function ProviderName({ provider, brief }: { readonly provider: ProviderLine; readonly brief?: boolean }) {
  const { film } = useWords()
  return (
    <>
      <span className="font-semibold">
        <Outside href={provider.url}>{provider.name}</Outside>
      </span>
      {provider.demo && (
        <>
          {" "}
          <DemoMark />
        </>
      )}
      {!provider.verified && (
        <>
          {" "}
          <UnverifiedMark />
        </>
      )}
      {provider.through && <span className="text-base text-faint"> {provider.through}</span>}
      {!brief && !provider.direct && provider.url && <span className="text-fine text-faint"> ({film.home})</span>}
    </>
  )
}

/** The other half of a broadcast or of a replay. */
export function Story({ lines }: { readonly lines: Offer["story"] }) {
  return lines.map((line) => (
    <span key={line} className="block">
      {line}
    </span>
  ))
}

export function Coming({ offers }: { readonly offers: readonly Offer[] }) {
  const { film } = useWords()
  const { provider, how, price, from, until } = useColumns()
  if (offers.length === 0) return null
  return (
    <Part id="coming" name={film.coming}>
      <Table
        caption={film.coming}
        columns={[provider, how, price, from, until]}
        rows={offers}
        keyOf={(offer) => offer.id}
      />
      <UnverifiedNote of={offers} />
    </Part>
  )
}

/** How many past windows are shown before the rest is folded away. */
const LATEST = 6

export function Past({ windows, older }: { readonly windows: FilmSheet["past"]; readonly older: number }) {
  const { film, filmPage } = useWords()
  if (windows.length === 0) return null
  const draw = (rows: FilmSheet["past"]) => (
    <ul className="lines">
      {rows.map(({ offer, when }) => (
        <li key={offer.id} className="entry">
          <span className="font-semibold">{offer.provider.name}</span> · {offer.model}
          {offer.price && <> · {offer.price}</>}
          <span className="block text-faint">{when}</span>
          <Story lines={offer.story} />
          <Proofs proofs={offer.proofs} about={offer.provider.name} />
        </li>
      ))}
    </ul>
  )
  return (
    <Part id="past" name={film.past}>
      <Older rows={windows} latest={LATEST} draw={draw} />
      {older > 0 && <p className="mt-4 text-faint">{filmPage.olderPast(older)}</p>}
    </Part>
  )
}
