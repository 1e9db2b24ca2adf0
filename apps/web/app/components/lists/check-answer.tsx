import type { ReactNode } from "react"
import type { CheckedFilm, CheckGroup, CheckSheet } from "../../data/lists/check.server.ts"
import type { CheckOffer } from "../../data/lists/check-offer.server.ts"
import { useWords } from "../../i18n/words.ts"
import { FilmLink } from "../catalogue/programme.tsx"
import { Part } from "../site/heading.tsx"
import { Outside } from "../watchlist/marks.tsx"
import { RejectedTable } from "./import-counts.tsx"

interface CheckAnswerProps {
  readonly sheet: CheckSheet
  /** The list, which this page carries along. */
  readonly text: string
  /** Where it is checked. */
  readonly children: ReactNode
}

/** What a list came to: the sentence first, then each film with where it is on, and the list itself made a watchlist by one button. */
export function CheckAnswer({ sheet, text, children }: CheckAnswerProps) {
  const { check, page } = useWords().import
  return (
    <>
      <section aria-label={check.answer}>
        <p className="verdict">
          {sheet.subject}, {sheet.said.join(", ")}.
        </p>
        <p className="mt-3 text-faint">{check.stored}</p>
        <form method="post" action="/watchlist/import" encType="multipart/form-data" className="mt-6">
          <textarea name="text" defaultValue={text} hidden readOnly />
          <button type="submit" className="button">
            {check.make}
          </button>
          <p className="mt-2 max-w-prose text-fine text-faint">{check.makeHelp}</p>
        </form>
      </section>
      {sheet.best.length > 0 && <Best best={sheet.best} />}
      {sheet.groups.map((group) => (
        <Group key={group.key} group={group} />
      ))}
      {sheet.rest.map(({ key, name, count, lines }) => (
        <Part key={key} id={key} name={`${name} (${count})`}>
          {key === "unknown" && <p className="mb-2 max-w-prose text-faint">{check.unknownHelp}</p>}
          <ul className="columns">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Part>
      ))}
      {sheet.rejected.length > 0 && (
        <Part id="rejected" name={page.rejectedTitle}>
          <RejectedTable rows={sheet.rejected} />
        </Part>
      )}
      <Part id="again" name={check.again}>
        <form method="post" action="/check" encType="multipart/form-data" className="setup bring">
          <textarea name="text" defaultValue={text} hidden readOnly />
          <input type="hidden" name="asked" value="1" />
          {children}
          <Services services={sheet.services} />
          <button type="submit" className="button-quiet justify-self-start">
            {check.again}
          </button>
        </form>
      </Part>
    </>
  )
}

function Best({ best }: Pick<CheckSheet, "best">) {
  const { check } = useWords().import
  return (
    <Part id="best" name={check.bestTitle}>
      <ul className="tally">
        {best.map(({ names, count }) => (
          <li key={names}>
            <span className="tally-number">{count}</span> <span>{names}</span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-fine text-faint">{check.bestHelp}</p>
    </Part>
  )
}

function Group({ group }: { readonly group: CheckGroup }) {
  const { check } = useWords().import
  const bare = group.key === "nowhere"
  return (
    <Part id={group.key} name={`${group.name} (${group.count})`}>
      <ul className={bare ? "columns" : "lines lines-in-two"}>
        {group.films.map((film) => (
          <li key={film.slug} className={bare ? undefined : "entry"}>
            <FilmLink film={film} />
            <Offers film={film} />
          </li>
        ))}
      </ul>
      {group.more > 0 && <p className="mt-3 text-faint">{check.countMore(group.more)}</p>}
    </Part>
  )
}

function Offers({ film }: { readonly film: CheckedFilm }) {
  if (film.offers.length === 0) return null
  return (
    <ul className="mt-1">
      {film.offers.map((offer) => (
        <li key={offer.key} className="offer">
          <p>
            <strong>{offer.provider}</strong> · {offer.model}
            {offer.when && `, ${offer.when}`}
          </p>
          <Proof offer={offer} title={film.title} />
        </li>
      ))}
    </ul>
  )
}

function Proof({ offer: { proof, provider }, title }: { readonly offer: CheckOffer; readonly title: string }) {
  const { check } = useWords().import
  if (proof === null) return null
  return (
    <details className="proof">
      <summary className="text-fine text-faint">
        {check.proof}
        <span className="sr-only">
          {" "}
          ({title}, {provider})
        </span>
      </summary>
      <blockquote className="text-fine">
        <q>{proof.words}</q>
      </blockquote>
      <p className="text-fine text-faint">
        <Outside href={proof.url}>{proof.said}</Outside>
      </p>
    </details>
  )
}

function Services({ services }: Pick<CheckSheet, "services">) {
  const { check } = useWords().import
  if (services.length === 0) return null
  return (
    <fieldset>
      <legend className="text-lead font-semibold">{check.services}</legend>
      <p className="text-fine text-faint">{check.servicesHelp}</p>
      <div className="columns">
        {services.map(({ id, name, count, on }) => (
          <label key={id} className="choice">
            <input type="checkbox" name="service" value={id} defaultChecked={on} />
            <span>
              {name} <span className="text-faint">({count})</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
