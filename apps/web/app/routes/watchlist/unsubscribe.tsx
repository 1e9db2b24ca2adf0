import { ensureSecret, readUnsubscription, unsubscribe, viewUnsubscription } from "@vigie/db"
import { data, Link, redirect } from "react-router"
import { Heading, Title } from "../../components/site/heading.tsx"
import { ask, db } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/unsubscribe.ts"

const find = (token: string) => ask(async (base) => readUnsubscription(await ensureSecret(base), token))

/** Shows and changes nothing: programs that scan mails follow links. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const what = await find(params.token)
  const view = what && (await ask(() => viewUnsubscription(db, what)))
  if (view === null) return data({ view: null, done: false }, { status: 404 })
  return data({ view, done: new URL(request.url).searchParams.has("done") }, { status: 200 })
}

/**
 * Acts by its token alone: the button of the page, and mail programs by RFC 8058 (no session, no page before it). Doing it
 * twice changes nothing more.
 */
export async function action({ request, params }: Route.ActionArgs) {
  const what = await find(params.token)
  if (what === null) return data(null, { status: 404 })
  await ask(() => unsubscribe(db, what))
  const form = await formOf(request).catch(() => null)
  if (form?.get("List-Unsubscribe") === "One-Click") throw new Response(null, { status: 200 })
  return redirect(`/unsubscribe/${params.token}?done`, 303)
}

export default function Unsubscribe({ loaderData }: Route.ComponentProps) {
  const { unsubscribe: words } = useWords()
  const { view, done } = loaderData
  if (view === null) return <Bad />
  const gone = !view.watching
  return (
    <div className="max-w-prose">
      <Title>{words.title}</Title>
      <Heading>{gone ? words.title : words.ask(view.film)}</Heading>
      {gone ? (
        <p className="text-lead" role="status">
          {done ? words.done(view.film) : words.again(view.film)}
        </p>
      ) : (
        <form method="post">
          <p className="text-lead">{words.what}</p>
          <button type="submit" className="button mt-6">
            {words.go}
          </button>
        </form>
      )}
      <p className="mt-8">
        <Link to={`/films/${view.slug}`} className="link">
          {words.see}
        </Link>
      </p>
    </div>
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
