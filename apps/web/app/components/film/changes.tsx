import { Link } from "react-router"
import type { ChangeLine } from "../../data/film/change.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"
import { Proofs } from "./proofs.tsx"

interface ChangesProps {
  readonly slug: string
  /** The latest ones, newest first. */
  readonly changes: readonly ChangeLine[]
  /** Whether there are older ones. */
  readonly more: boolean
}

/** What happened to the film lately, each line with what was read; the rest is a page of its own. */
export function Changes({ slug, changes, more }: ChangesProps) {
  const { film, filmPage } = useWords()
  return (
    <Part id="changes" name={film.changes}>
      {changes.length === 0 ? <p className="text-faint">{film.noChanges}</p> : <ChangeLines changes={changes} />}
      {more && (
        <p className="mt-2 border-t border-rule pt-4">
          <Link to={`/films/${slug}/changes`} className="link text-lead">
            {filmPage.allChanges}
          </Link>
        </p>
      )}
    </Part>
  )
}

/** Changes, newest first, each with its proof and a link to all of it. */
export function ChangeLines({ changes }: { readonly changes: readonly ChangeLine[] }) {
  return (
    <ol className="lines">
      {changes.map((change) => (
        <Change key={change.id} change={change} />
      ))}
    </ol>
  )
}

function Change({ change }: { readonly change: ChangeLine }) {
  const { changes, filmPage } = useWords()
  const about = `${change.title}, ${change.what}`
  return (
    <li className="entry" id={`c-${change.id}`}>
      <p className="text-fine text-faint">
        <time dateTime={change.iso}>{change.when}</time>
        {change.quiet && ` · ${changes.quiet}`}
      </p>
      <p className="text-lead">
        <strong className="sign">{change.title}</strong> {change.what}
      </p>
      {change.reason && <p className="text-faint">{change.reason}</p>}
      {change.details.length > 0 && <ChangeDetails details={change.details} />}
      <div className="said-there">
        {change.proof && <Proofs proofs={[change.proof]} about={about} />}
        <Link to={`/changes/${change.id}`} className="link inline-block py-1 text-fine text-faint">
          {filmPage.proofPage}
          <span className="sr-only">
            {" "}
            ({about}, {change.when})
          </span>
        </Link>
      </div>
    </li>
  )
}

interface DetailsProps {
  readonly details: ChangeLine["details"]
  /** On a change's own page: before and after are said in words, too. */
  readonly large?: boolean
}

/** What it was, and what it is now. */
export function ChangeDetails({ details, large }: DetailsProps) {
  const { proof } = useWords().filmPage
  return (
    <dl className={large ? "change-values" : undefined}>
      {details.map(({ label, before, after }) => (
        <div key={label} className="flex flex-wrap gap-x-2">
          <dt className="text-faint">{label}</dt>
          <dd>
            {before && (
              <>
                {large && <span className="sr-only">{proof.before} : </span>}
                <del className="text-faint">{before}</del> {large && <span aria-hidden="true">→ </span>}
              </>
            )}
            {large && <span className="sr-only">{proof.after} : </span>}
            <ins className="no-underline">{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
