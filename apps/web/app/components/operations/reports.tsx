import { Link } from "react-router"
import type { ReportItem } from "../../data/operations/reports.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Outside } from "../watchlist/marks.tsx"

/** What people said of films: to be read, and acted on at the film or its targets. */
export function Reports({ items }: { readonly items: readonly ReportItem[] }) {
  const { review: words } = useWords().operations
  return (
    <>
      <p className="mb-4 max-w-prose text-fine text-faint">{words.reportsWhy}</p>
      <ul className="lines narrow">
        {items.map(({ id, slug, title, year, says, url, since }) => (
          <li key={id} className="entry">
            <Link to={`/films/${slug}`} className="film-link">
              {title}
            </Link>
            {year !== null && <span className="text-faint"> ({year})</span>}
            <p>{says}</p>
            {url !== null && (
              <p className="text-fine break-all">
                <Outside href={url}>{url}</Outside>
              </p>
            )}
            <p className="text-fine text-faint">{since}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
