import { watchlist } from "@vigie/db"
import { Heading, Title } from "../components/heading.tsx"
import { Day, FilmLink } from "../components/programme.tsx"
import { SearchForm } from "../components/search-form.tsx"
import { ask } from "../data/db.server.ts"
import { findFilm } from "../data/find-film.server.ts"
import { readViewer } from "../data/viewer.server.ts"
import { readWatchlist, type WatchLine } from "../data/watchlist.server.ts"
import { useWords } from "../i18n/words.ts"
import type { Route } from "./+types/watchlist.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const { user, now } = viewer
  const watches = user === null ? [] : await ask((db) => watchlist(db, user.id, now))
  const slug = new URL(request.url).searchParams.get("removed")
  const gone = slug !== null && !watches.some((watch) => watch.film.slug === slug)
  const removed = gone ? (await findFilm(slug, viewer)).film : null
  return {
    lines: readWatchlist(watches, viewer),
    removed: removed && { slug: removed.slug, title: removed.title },
  }
}

export default function Watchlist({ loaderData }: Route.ComponentProps) {
  const { watchlist: words } = useWords()
  const { lines, removed } = loaderData
  return (
    <>
      <Title>{words.title}</Title>
      <Heading>{words.title}</Heading>
      {removed && <Removed {...removed} />}
      {lines.length === 0 ? (
        <>
          <p className="text-lead">{words.empty}</p>
          <p className="mt-1 max-w-prose text-faint">{words.emptyHelp}</p>
          <SearchForm />
        </>
      ) : (
        <>
          <p className="text-faint">{words.count(lines.length)}</p>
          <ul className="lines mt-6 max-w-4xl border-t border-rule">
            {lines.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Removed({ slug, title }: { readonly slug: string; readonly title: string }) {
  const { watchlist } = useWords()
  return (
    <form method="post" action={`/films/${slug}`} className="notice" role="status">
      <input type="hidden" name="back" value="watchlist" />
      <span>{watchlist.doneOne.remove(title)}</span>
      <button type="submit" name="act" value="watch" className="button-plain">
        {watchlist.undo}
      </button>
    </form>
  )
}

function Line({ line }: { readonly line: WatchLine }) {
  const { watchlist, watch } = useWords()
  const when = line.until ?? line.from ?? (line.state === "available" ? watchlist.noEnd : null)
  return (
    <li className="line">
      {line.day ? <Day day={line.day} /> : <p className="day" />}
      <div className="min-w-0 grow">
        <FilmLink film={line} />
        <p className="mt-1">
          <span className={`state state-${line.state}`}>{watchlist[line.state]}</span>
          {line.providers && <> {line.providers}</>}
          {when && <span className="text-faint">, {when}</span>}
        </p>
        <p className="mt-1 flex flex-wrap items-baseline gap-x-6 text-fine text-faint">
          {line.checked && <span>{watchlist.checked(line.checked)}</span>}
        </p>
      </div>
      <form method="post" action={`/films/${line.slug}`}>
        <input type="hidden" name="back" value="watchlist" />
        <button
          type="submit"
          name="act"
          value="unwatch"
          className="button-plain"
          aria-label={watch.removeFilm(line.title)}
        >
          {watch.remove}
        </button>
      </form>
    </li>
  )
}
