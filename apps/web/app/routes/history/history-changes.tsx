import { Link, redirect } from "react-router"
import { HistoryFilters, HistoryNotes } from "../../components/history/history-form.tsx"
import { Heading, Title } from "../../components/site/heading.tsx"
import { extentOf } from "../../data/history/history.server.ts"
import { historyUrl, readHistoryAsked, territoryAsked } from "../../data/history/history-asked.server.ts"
import { type HistoryLine, readBefore, readHistoryLines } from "../../data/history/history-changes.server.ts"
import { readHistoryForm } from "../../data/history/history-form.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/history-changes.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const viewer = await readViewer(request)
  const extent = await extentOf(territoryAsked(searchParams, viewer), viewer)
  const { asked, notes } = readHistoryAsked(searchParams, extent, viewer)
  if ([...searchParams.values()].includes("")) throw redirect(historyUrl("/history/changes", asked))
  const page = await readHistoryLines(asked, readBefore(searchParams), { extent, viewer })
  return { form: readHistoryForm(asked, extent, viewer), notes, page }
}

export default function HistoryChanges({ loaderData }: Route.ComponentProps) {
  const { history: words } = useWords()
  const { form, notes, page } = loaderData
  return (
    <>
      <Title>{words.drillTitle}</Title>
      <Heading>{words.drillTitle}</Heading>
      <p className="max-w-prose text-lead text-faint">{page.range}</p>
      {page.count && <p className="text-lead">{page.count}</p>}
      <p className="mt-2">
        <Link to={page.back} className="link">
          {words.back}
        </Link>
      </p>
      <HistoryFilters form={form} action="/history/changes" />
      <HistoryNotes notes={notes} />
      {page.lines.length === 0 ? (
        <p className="mt-8 text-lead">{words.none}</p>
      ) : (
        <ol className="lines mt-8">
          {page.lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ol>
      )}
      <p className="mt-8 flex flex-wrap gap-6">
        {page.next && (
          <Link to={page.next} className="button-quiet">
            {words.older}
          </Link>
        )}
        {page.latest && (
          <Link to={page.latest} className="button-quiet">
            {words.latest}
          </Link>
        )}
      </p>
    </>
  )
}

function Line({ line }: { readonly line: HistoryLine }) {
  const { history: words } = useWords()
  const { film } = line
  return (
    <li className="entry drill">
      <p className="text-fine text-faint">
        <time dateTime={line.iso}>{line.when}</time>
      </p>
      <div className="min-w-0">
        <p>
          <strong className="sign">{line.title}</strong>{" "}
          <Link to={`/films/${film.slug}`} className="film-link">
            {film.title}
          </Link>
          {film.year && <span className="text-faint"> ({film.year})</span>}
        </p>
        <p>
          {line.what}
          {line.undone && (
            <>
              {" "}
              <span className="mark">{words.takenBack}</span>
            </>
          )}
        </p>
        {line.reason && <p className="text-faint">{line.reason}</p>}
        {line.details.map(({ label, before, after }) => (
          <p key={label} className="text-fine">
            <span className="text-faint">{label}</span>{" "}
            {before && (
              <>
                <del className="text-faint">{before}</del> →{" "}
              </>
            )}
            <ins className="no-underline">{after}</ins>
          </p>
        ))}
        <p className="text-fine text-faint">
          {line.cause} ·{" "}
          <Link
            to={`/changes/${line.id}`}
            aria-label={words.proofOf(`${line.title}, ${film.title}, ${line.when}`)}
            className="link inline-block py-1"
          >
            {words.proof}
          </Link>
        </p>
      </div>
    </li>
  )
}
