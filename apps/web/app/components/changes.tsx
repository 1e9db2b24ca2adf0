import type { ChangeLine } from "../data/change.server.ts"
import { useWords } from "../i18n/words.ts"
import { Part } from "./heading.tsx"
import { Older } from "./older.tsx"
import { Proofs } from "./proofs.tsx"

/** How many changes are shown before the rest is folded away. */
const LATEST = 10

/** The film's history, newest first, each line with what was read. */
export function Changes({ changes }: { readonly changes: readonly ChangeLine[] }) {
  const { film } = useWords()
  return (
    <Part id="changes" name={film.changes}>
      {changes.length === 0 && <p className="text-faint">{film.noChanges}</p>}
      <Older
        rows={changes}
        latest={LATEST}
        draw={(rows) => (
          <ol className="lines">
            {rows.map((change) => (
              <Change key={change.id} change={change} />
            ))}
          </ol>
        )}
      />
    </Part>
  )
}

function Change({ change }: { readonly change: ChangeLine }) {
  const { changes } = useWords()
  return (
    <li className="entry">
      <p className="text-fine text-faint">
        <time dateTime={change.iso}>{change.when}</time>
        {change.quiet && ` · ${changes.quiet}`}
      </p>
      <p className="text-lead">
        <strong className="sign">{change.title}</strong> {change.what}
      </p>
      {change.reason && <p className="text-faint">{change.reason}</p>}
      {change.details.length > 0 && (
        <dl>
          {change.details.map(({ label, before, after }) => (
            <div key={label} className="flex flex-wrap gap-x-2">
              <dt className="text-faint">{label}</dt>
              <dd>
                {before && (
                  <>
                    <del className="text-faint">{before}</del>{" "}
                  </>
                )}
                <ins className="no-underline">{after}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {change.proof && <Proofs proofs={[change.proof]} about={`${change.title}, ${change.what}`} />}
    </li>
  )
}
