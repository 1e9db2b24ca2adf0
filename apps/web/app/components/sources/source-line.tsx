import { Link } from "react-router"
import type { SourceLine } from "../../data/sources/source-page.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Outside } from "../watchlist/marks.tsx"

/** What a source is worth: when it was read, what fails, what it claimed, and what may be done with it. */
export function SourceFacts({ of }: { readonly of: SourceLine }) {
  const { sources: words } = useWords()
  return (
    <>
      <p className="max-w-prose">
        {of.about.text} <Outside href={of.url}>{of.url === null ? "" : words.site}</Outside>
      </p>
      {of.held && (
        <p className="notice mt-3">
          <span className="state state-held">{words.held}</span> {of.held}
        </p>
      )}
      {of.claims !== null && <Claims of={of.claims} />}
      <dl className="pairs mt-3">
        {of.facts.map(({ name, value, foreign }) => (
          <div key={name}>
            <dt className="text-faint">{name}</dt>
            <dd lang={foreign ? "en" : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-fine text-faint">{of.counted}</p>
    </>
  )
}

function Claims({ of }: { readonly of: NonNullable<SourceLine["claims"]> }) {
  const { sources: words } = useWords()
  return (
    <dl className="claims" aria-label={words.claims}>
      {of.map(({ name, count }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figure-number">{count}</dd>
        </div>
      ))}
    </dl>
  )
}

export function SourceLink({ of }: { readonly of: Pick<SourceLine, "id" | "name"> }) {
  return (
    <Link to={`/sources/${of.id}`} className="film-link">
      {of.name}
    </Link>
  )
}
