import { data, Link } from "react-router"
import { OwnFeedLine } from "../../components/feeds/own-feed-line.tsx"
import { Heading, Title } from "../../components/site/heading.tsx"
import { EmptyList } from "../../components/watchlist/watchlist-empty.tsx"
import { Lines } from "../../components/watchlist/watchlist-lines.tsx"
import { DefaultRule, ListFilter, ListWays, States, UndoNotice } from "../../components/watchlist/watchlist-parts.tsx"
import { viewUrl } from "../../components/watchlist/watchlist-url.ts"
import { requireUser } from "../../data/account/access.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { actOnList, readNotice } from "../../data/watchlist/watchlist-acts.server.ts"
import { type ListPage, readListPage } from "../../data/watchlist/watchlist-page.server.ts"
import { listReader } from "../../data/watchlist/watchlist-reader.server.ts"
import { readView } from "../../data/watchlist/watchlist-view.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/watchlist.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await listReader(request)
  const params = new URL(request.url).searchParams
  if (viewer === null) return { list: null, notice: null }
  return { list: await readListPage(params, viewer), notice: await readNotice(params, viewer) }
}

/** Each act leads to a page that may be loaded again, from where it can be taken back; else it comes back with what is wrong. */
export async function action({ request }: Route.ActionArgs) {
  const viewer = await requireUser(request)
  const view = readView(new URL(request.url).searchParams)
  return data({ fault: await actOnList(await formOf(request), view, viewer) }, { status: 422 })
}

export default function Watchlist({ loaderData, actionData }: Route.ComponentProps) {
  const { watchlist: words } = useWords()
  const { list, notice } = loaderData
  return (
    <>
      <Title>{words.title}</Title>
      <Heading>{words.title}</Heading>
      {notice && <UndoNotice notice={notice} action={viewUrl(list?.view ?? {})} />}
      {actionData && (
        <p className="notice" role="alert">
          {actionData.fault}
        </p>
      )}
      {list === null || (list.total === 0 && list.view.q === "") ? <EmptyList /> : <FullList list={list} />}
    </>
  )
}

function FullList({ list }: { readonly list: ListPage }) {
  const { watchlist: words } = useWords()
  const { groups, view, counts, shown, stale } = list
  return (
    <>
      <ListWays />
      <States view={view} counts={counts} />
      <ListFilter view={view} />
      <DefaultRule rule={list.defaultRule} noServices={list.noServices} />
      {stale && <p className="mt-4 text-faint">{words.staleHelp}</p>}
      {groups.length === 0 ? (
        <p className="mt-8 text-lead">{view.q === "" ? words.noneHere : words.noneFound(view.q)}</p>
      ) : (
        <Lines groups={groups} view={view} shown={shown} />
      )}
      <Ways list={list} />
      <OwnFeedLine />
    </>
  )
}

function Ways({ list: { view, next, later } }: { readonly list: ListPage }) {
  const { watchlist: words } = useWords()
  const ways = [
    ...(next === null ? [] : [{ to: viewUrl(view, { after: next }), name: words.more }]),
    ...(later ? [{ to: viewUrl(view), name: words.first }] : []),
    ...(view.q !== "" || view.show !== "all" ? [{ to: "/watchlist", name: words.showAll }] : []),
  ]
  return (
    <p className="mt-8 flex flex-wrap gap-x-8 gap-y-2">
      {ways.map(({ to, name }) => (
        <Link key={to} to={to} className="link text-lead">
          {name}
        </Link>
      ))}
    </p>
  )
}
