import type { FilmSheet } from "../data/film.server.ts"
import type { Offer } from "../data/offer.server.ts"
import { useWords } from "../i18n/words.ts"
import { Part } from "./heading.tsx"
import { DemoMark, Outside } from "./marks.tsx"
import { Proofs } from "./proofs.tsx"
import { type Column, Table } from "./table.tsx"

function useColumns() {
  const { film, model } = useWords()
  const provider: Column<Offer> = { name: film.provider, cell: (offer) => <ProviderCell offer={offer} /> }
  const how: Column<Offer> = { name: film.model, cell: (offer) => offer.model }
  const price: Column<Offer> = { name: film.price, cell: (offer) => <span className="sign">{offer.price || "–"}</span> }
  const quality: Column<Offer> = { name: film.quality, cell: (offer) => offer.quality ?? model.notStated }
  const until: Column<Offer> = { name: film.until, cell: (offer) => offer.end ?? model.noEnd }
  const checked: Column<Offer> = { name: film.checked, cell: (offer) => offer.checked ?? "–" }
  const from: Column<Offer> = { name: film.from, cell: (offer) => offer.from ?? model.notStated }
  return { provider, how, price, quality, until, checked, from }
}

/** Where to watch now; or that there is nowhere, and who looked. */
export function Availability({ film }: { readonly film: FilmSheet }) {
  const words = useWords().film
  const { provider, how, price, quality, until, checked } = useColumns()
  return (
    <Part id="now" name={words.now}>
      {film.now.length === 0 ? (
        <Nowhere film={film} />
      ) : (
        <Table
          caption={words.now}
          columns={[provider, how, price, quality, until, checked]}
          rows={film.now}
          keyOf={(offer) => offer.id}
        />
      )}
      {film.elsewhere && <p className="mt-4 text-faint">{words.elsewhere(film.elsewhere)}</p>}
    </Part>
  )
}

function Nowhere({ film }: { readonly film: FilmSheet }) {
  const words = useWords().film
  return (
    <>
      <p className="text-lead font-semibold">{words.none}</p>
      <p className="max-w-prose text-faint">{film.checked ? words.noneWhy : words.noneTargets}</p>
      {film.targets.length > 0 && <Lookers targets={film.targets} />}
    </>
  )
}

function Lookers({ targets }: Pick<FilmSheet, "targets">) {
  const words = useWords().film
  return (
    <>
      <h3 className="label mt-4">{words.who}</h3>
      <ul>
        {targets.map((target) => (
          <li key={target.id} className="mt-1">
            {target.source}, {target.lastGood}
            {target.failed && <span className="text-faint"> ({target.state})</span>}
          </li>
        ))}
      </ul>
    </>
  )
}

function ProviderCell({ offer }: { readonly offer: Offer }) {
  const { film } = useWords()
  const { provider } = offer
  return (
    <>
      <span className="text-lead font-semibold">
        <Outside href={provider.url}>{provider.name}</Outside>
      </span>
      {provider.demo && (
        <>
          {" "}
          <DemoMark />
        </>
      )}
      {provider.through && <span className="text-faint"> {provider.through}</span>}
      {!provider.direct && provider.url && <span className="text-fine text-faint"> ({film.home})</span>}
      {offer.languages && <span className="block text-fine text-faint">{offer.languages}</span>}
      <Proofs proofs={offer.proofs} about={provider.name} />
    </>
  )
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
    </Part>
  )
}

export function Past({ windows }: { readonly windows: FilmSheet["past"] }) {
  const { film } = useWords()
  if (windows.length === 0) return null
  return (
    <Part id="past" name={film.past}>
      <ul className="lines">
        {windows.map(({ offer, when }) => (
          <li key={offer.id} className="entry">
            <span className="font-semibold">{offer.provider.name}</span> · {offer.model}
            {offer.price && <> · {offer.price}</>}
            <span className="block text-faint">{when}</span>
            <Proofs proofs={offer.proofs} about={offer.provider.name} />
          </li>
        ))}
      </ul>
    </Part>
  )
}
