import { Fragment, type ReactNode } from "react"
import { Link } from "react-router"
import type { FilmSheet } from "../../data/film/film.server.ts"
import type { Named } from "../../data/film/film-details.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Outside } from "../watchlist/marks.tsx"
import { Part } from "./heading.tsx"
import { Table } from "./table.tsx"

/** Everything known of a film besides where to watch it; parts nobody stated are left out. */
export function Sheet({ film }: { readonly film: FilmSheet }) {
  const { film: words } = useWords()
  const { synopsis, cast, crew, places, awards, companies, releases, aliases, ids } = film
  return (
    <>
      {synopsis && (
        <Part id="synopsis" name={words.synopsis}>
          <p className="max-w-prose text-lead">{synopsis.text}</p>
          <p className="mt-2 text-fine text-faint">{words.accordingTo(synopsis.source)}</p>
        </Part>
      )}
      {crew.length + cast.length > 0 && (
        <Part id="credits" name={words.credits}>
          <Pairs rows={crew.map(({ job, names }) => [job, <People key={job} names={names} />])} />
          {cast.length > 0 && (
            <>
              <h3 className="label mt-6">{words.cast}</h3>
              <p className="max-w-prose">
                <People names={cast} />
              </p>
            </>
          )}
        </Part>
      )}
      <List id="places" name={words.places} items={places} />
      <List id="awards" name={words.awards} items={awards} />
      {companies.length > 0 && (
        <Part id="companies" name={words.companies}>
          <Pairs rows={companies.map(({ role, names }) => [role, names])} />
        </Part>
      )}
      <Releases releases={releases} />
      <List id="aliases" name={words.aliases} items={aliases} />
      {ids.length > 0 && (
        <Part id="ids" name={words.ids}>
          <Pairs
            rows={ids.map(({ scheme, value, url }) => [
              scheme,
              <Outside key={scheme} href={url}>
                {value}
              </Outside>,
            ])}
          />
        </Part>
      )}
    </>
  )
}

function Pairs({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="pairs">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt className="text-faint">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Names, each leading to what else the person did. */
function People({ names }: { readonly names: readonly string[] }) {
  return names.map((name, at) => (
    <Fragment key={name}>
      {at > 0 && ", "}
      <Link to={`/people/${encodeURIComponent(name)}`} className="link">
        {name}
      </Link>
    </Fragment>
  ))
}

function List(props: { readonly id: string; readonly name: string; readonly items: readonly (string | Named)[] }) {
  if (props.items.length === 0) return null
  return (
    <Part id={props.id} name={props.name}>
      <ul className="columns">
        {props.items.map((item) => (
          <li key={typeof item === "string" ? item : item.name}>
            {typeof item === "string" ? (
              item
            ) : (
              <Link to={item.to} className="link">
                {item.name}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Releases({ releases }: Pick<FilmSheet, "releases">) {
  const { film } = useWords()
  if (releases.length === 0) return null
  return (
    <Part id="releases" name={film.releases}>
      <Table
        caption={film.releases}
        columns={[
          { name: film.country, cell: (release) => release.country },
          { name: film.date, cell: (release) => release.date || "–" },
          { name: film.company, cell: (release) => release.company || "–" },
          { name: film.aliases, cell: (release) => release.title || "–" },
        ]}
        rows={releases}
        keyOf={({ country, date, title, company }) => [country, date, title, company].join("|")}
      />
    </Part>
  )
}
