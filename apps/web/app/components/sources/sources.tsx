import type { Refresh } from "../../data/site/refresh.server.ts"
import type { CandidateLine, Key, SourceLine } from "../../data/sources/sources.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"
import { Wait } from "../site/wait.tsx"
import { Outside } from "../watchlist/marks.tsx"

interface SourcesProps {
  readonly slug: string
  readonly sources: readonly SourceLine[]
  readonly refresh: Refresh | null
}

/** Who is asked about a film, and how each stands; what a person has to settle is settled here. */
export function Sources({ slug, sources, refresh }: SourcesProps) {
  const { states } = useWords()
  if (sources.length === 0) return null
  return (
    <Part id="sources" name={states.title}>
      <ul className="lines">
        {sources.map((line) => (
          <li key={line.id} className="entry source">
            <h3 className="text-lead font-semibold">
              <Outside href={line.url}>{line.name}</Outside>
            </h3>
            <div className="min-w-0">
              <p>
                <span className={`state state-${line.state}`}>{line.word}</span>{" "}
                {line.says.map((said) => (
                  <span key={said} className="said">
                    {said}{" "}
                  </span>
                ))}
                {line.key && <MissingKey of={line.key} />}
              </p>
              {line.candidates.length > 0 && <Choice slug={slug} line={line} />}
            </div>
          </li>
        ))}
      </ul>
      <Wait refresh={refresh} />
    </Part>
  )
}

function MissingKey({ of: { adds, ours, needs, getAt } }: { readonly of: Key }) {
  const { states } = useWords()
  return (
    <>
      <span lang={ours ? undefined : "en"}>{adds}</span> {needs}{" "}
      <Outside href={getAt}>{getAt ? states.getKey : ""}</Outside>
    </>
  )
}

/** The films that a source may mean, one to be chosen; or none. */
function Choice({ slug, line }: { readonly slug: string; readonly line: SourceLine }) {
  const { states } = useWords()
  return (
    <form method="post" action={`/films/${slug}`} className="mt-2">
      <input type="hidden" name="act" value="choose" />
      <input type="hidden" name="source" value={line.source} />
      <fieldset>
        <legend className="sr-only">
          {line.name} : {states.which}
        </legend>
        {line.candidates.map((candidate) => (
          <Candidate key={candidate.reference} name={line.name} candidate={candidate} />
        ))}
        <label className="choice">
          <input type="radio" name="reference" value="" required />
          <span>{states.none}</span>
        </label>
      </fieldset>
      <button type="submit" className="button-quiet mt-3">
        {states.pick}
      </button>
    </form>
  )
}

function Candidate({ name, candidate }: { readonly name: string; readonly candidate: CandidateLine }) {
  const { states } = useWords()
  return (
    <div>
      <label className="choice">
        <input type="radio" name="reference" value={candidate.reference} required />
        <span>
          <strong>{candidate.title}</strong> <span className="text-faint">{candidate.year}</span>
          {candidate.directors && <span className="block text-fine text-faint">{candidate.directors}</span>}
        </span>
      </label>
      {candidate.url && (
        <a href={candidate.url} rel="noreferrer external" className="link choice-more">
          {states.sourcePage(name)}
          <span className="sr-only">
            {" "}
            ({candidate.title} {candidate.year})
          </span>
        </a>
      )}
    </div>
  )
}
