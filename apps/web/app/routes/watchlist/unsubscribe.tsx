import { data, Link, redirect } from "react-router"
import { Heading, Title } from "../../components/site/heading.tsx"
import { formOf } from "../../data/site/form.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { actOnStop, readStop, type StopPage } from "../../data/watchlist/unsubscribe.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/unsubscribe.ts"

/** Shows and changes nothing: programs that scan mails follow links. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const { locale } = await readViewer(request)
  const page = await readStop(params.token, locale)
  const done = new URL(request.url).searchParams.get("done")
  return data({ page, done }, { status: page === null ? 404 : 200 })
}

/**
 * Acts by its token alone: the buttons of the page, and mail programs by RFC 8058 (no session, no page before it). Doing it
 * twice changes nothing more; only the page's own button takes it back.
 */
export async function action({ request, params }: Route.ActionArgs) {
  const form = await formOf(request).catch(() => null)
  const oneClick = form?.get("List-Unsubscribe") === "One-Click"
  const act = !oneClick && form?.get("act") === "back" ? "back" : "stop"
  if (!(await actOnStop(params.token, act, Date.now()))) return data(null, { status: 404 })
  if (oneClick) throw new Response(null, { status: 200 })
  return redirect(`/unsubscribe/${params.token}?done=${act}`, 303)
}

export default function Unsubscribe({ loaderData }: Route.ComponentProps) {
  const { unsubscribe: words } = useWords()
  const { page, done } = loaderData
  if (page === null) return <Bad />
  return (
    <div className="max-w-prose">
      <Title>{words.title}</Title>
      <Heading>{page.active && done !== "back" ? words[page.kind].ask(page.name) : words.title}</Heading>
      {page.active ? <Going page={page} back={done === "back"} /> : <Stopped page={page} done={done === "stop"} />}
      <p className="mt-8 flex flex-wrap gap-x-6 gap-y-3">
        {page.all !== null && (
          <Link to={`/unsubscribe/${page.all}`} className="link">
            {words.orAll}
          </Link>
        )}
        <Onward page={page} />
      </p>
    </div>
  )
}

function Going({ page, back }: { page: StopPage; back: boolean }) {
  const { unsubscribe: words } = useWords()
  return (
    <form method="post">
      {back ? (
        <p className="text-lead" role="status">
          {words.backNow}
        </p>
      ) : (
        <p className="text-lead">{page.stays ? words.stays.what : words[page.kind].what}</p>
      )}
      <button type="submit" name="act" value="stop" className={back ? "button-quiet mt-6" : "button mt-6"}>
        {page.stays ? words.stays.go : words[page.kind].go}
      </button>
    </form>
  )
}

function Stopped({ page, done }: { page: StopPage; done: boolean }) {
  const { unsubscribe: words } = useWords()
  const { done: said, again, back } = words[page.kind]
  return (
    <>
      <p className="text-lead" role="status">
        {done ? said(page.name) : again(page.name)}
      </p>
      {page.back && (
        <form method="post" className="mt-6">
          <button type="submit" name="act" value="back" className="button-quiet">
            {back}
          </button>
        </form>
      )}
    </>
  )
}

function Onward({ page }: { page: StopPage }) {
  const { unsubscribe: words } = useWords()
  const [to, label] =
    page.slug !== null
      ? [`/films/${page.slug}`, words.see]
      : page.kind === "newsletter"
        ? ["/account/letters", words.letters]
        : ["/watchlist", words.list]
  return (
    <Link to={to} className="link">
      {label}
    </Link>
  )
}

function Bad() {
  const words = useWords()
  return (
    <div className="max-w-prose">
      <Title>{words.unsubscribe.bad}</Title>
      <Heading>{words.unsubscribe.bad}</Heading>
      <p className="text-lead">{words.unsubscribe.badHelp}</p>
      <p className="mt-8">
        <Link to="/watchlist" className="button-quiet">
          {words.site.watchlist}
        </Link>
      </p>
    </div>
  )
}
