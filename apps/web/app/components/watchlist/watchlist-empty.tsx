import { Link } from "react-router"
import { useWords } from "../../i18n/words.ts"
import { SearchForm } from "../catalogue/search-form.tsx"

/** A list without a film: how to get one. */
export function EmptyList() {
  const { watchlist: words, household } = useWords()
  return (
    <>
      <p className="text-lead">{words.empty}</p>
      <p className="mt-1 max-w-prose text-faint">{words.emptyHelp}</p>
      <SearchForm />
      <section className="elsewhere" aria-labelledby="ways">
        <h2 id="ways" className="text-head font-semibold">
          {words.emptyWays}
        </h2>
        <ul className="mt-3 grid max-w-prose gap-3">
          <li>
            <Link to="/watchlist/import" className="link text-lead">
              {words.emptyImport}
            </Link>{" "}
            <span className="text-faint">{words.emptyImportHelp}</span>
          </li>
          <li>
            <Link to="/check" className="link text-lead">
              {words.emptyCheck}
            </Link>{" "}
            <span className="text-faint">{words.emptyCheckHelp}</span>
          </li>
          <li>
            <Link to="/watchlist/people" className="link text-lead">
              {household.title}
            </Link>{" "}
            <span className="text-faint">{household.emptyHelp}</span>
          </li>
        </ul>
      </section>
    </>
  )
}
