import { Link } from "react-router"
import type { SubjectSearch as Search } from "../../data/alerts/subject.server.ts"
import { useWords } from "../../i18n/words.ts"
import { SelectField, TextField } from "../site/fields.tsx"

const OFFERED = ["person", "department", "place", "provider", "award"] as const

/** What a new rule is about: what it is, a name, and what that may mean. */
export function SubjectSearch({ search }: { readonly search: Search }) {
  const { standing: words } = useWords().alerts
  const { of, q, found } = search
  return (
    <>
      <search>
        <form method="get" action="/rules" className="form pairing">
          <SelectField id="of" label={words.of} value={of}>
            {OFFERED.map((scope) => (
              <option key={scope} value={scope}>
                {words.scopes[scope]}
              </option>
            ))}
          </SelectField>
          <TextField id="q" label={words.name} value={q} maxLength={200} autoComplete="off" required />
          <button type="submit" className="button-quiet">
            {words.find}
          </button>
        </form>
      </search>
      {q !== "" && (
        <div className="mt-4">
          <p role="status" className="text-fine text-faint">
            {words.found(found.length, q)}
          </p>
          <ul className="mt-1">
            {found.map(({ name, to }) => (
              <li key={to} className="py-1">
                <Link to={to} className="link text-lead">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="mt-4">
        <Link to="/rules/new?list=mine" className="link">
          {words.ofList}
        </Link>
      </p>
    </>
  )
}
