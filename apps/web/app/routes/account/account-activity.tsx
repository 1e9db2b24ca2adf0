import { endSessions } from "@vigie/db"
import { data, Link, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { AccountFrame } from "../../components/account/account-frame.tsx"
import { Part } from "../../components/site/heading.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import {
  type Activity,
  type ActivityLine,
  readActivity,
  type SessionLine,
} from "../../data/account/account-activity.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/account-activity.ts"

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function loader({ request }: Route.LoaderArgs) {
  const activity = await readActivity(request, await requireUser(request))
  return { activity, done: new URL(request.url).searchParams.has("done") }
}

/** Signs out of one place, or of all. A session that is not one's own is not there. */
export async function action({ request }: Route.ActionArgs) {
  const { user } = await requireUser(request)
  if (config.accounts === "local") throw data(null, { status: 404 })
  const session = String((await formOf(request)).get("session") ?? "")
  if (session === "all") {
    await ask((db) => endSessions(db, user.id, null))
    return redirect("/sign-in", 303)
  }
  if (!UUID.test(session) || !(await ask((db) => endSessions(db, user.id, session)))) throw data(null, { status: 404 })
  return redirect("/account/activity?done", 303)
}

export default function AccountActivity({ loaderData: { activity, done } }: Route.ComponentProps) {
  const { account } = useWords()
  return (
    <AccountFrame title={account.activity} done={done ? account.saved.ended : null}>
      <Told {...activity} />
      {activity.isNewest && (
        <Part id="done" name={account.done.title}>
          {activity.done.length === 0 ? (
            <p className="text-faint">{account.done.none}</p>
          ) : (
            <Lines of={activity.done} />
          )}
        </Part>
      )}
      {activity.sessions && activity.isNewest && <Sessions of={activity.sessions} />}
    </AccountFrame>
  )
}

function Told({ told, older, isNewest }: Activity) {
  const { account } = useWords()
  return (
    <Part id="told" name={account.told.title}>
      {told.length === 0 ? <p className="max-w-prose text-faint">{account.told.none}</p> : <Lines of={told} />}
      {(older || !isNewest) && (
        <p className="mt-4 flex flex-wrap gap-x-6">
          {older && (
            <Link to={older} className="link">
              {account.told.older}
            </Link>
          )}
          {!isNewest && (
            <Link to="/account/activity" className="link">
              {account.told.newest}
            </Link>
          )}
        </p>
      )}
    </Part>
  )
}

function Lines({ of }: { readonly of: readonly ActivityLine[] }) {
  return (
    <ul className="lines">
      {of.map(({ key, iso, when, slug, title, year, what, delivery }) => (
        <li key={key} className="entry">
          <Link to={`/films/${slug}`} className="film-link">
            {title}
          </Link>
          {year !== null && <span className="text-faint"> ({year})</span>}
          <p>
            {what} <span className="text-faint">· </span>
            <time dateTime={iso} className="text-faint">
              {when}
            </time>
          </p>
          {delivery && <p className="text-fine text-faint">{delivery}</p>}
        </li>
      ))}
    </ul>
  )
}

function Sessions({ of }: { readonly of: readonly SessionLine[] }) {
  const { sessions } = useWords().account
  return (
    <Part id="sessions" name={sessions.title}>
      <ul className="lines">
        {of.map(({ id, device, since, isThis }) => (
          <li key={id} className="entry flex flex-wrap items-baseline justify-between gap-x-6">
            <p>
              <strong>{device}</strong> <span className="text-faint">{sessions.since(since)}</span>
              {isThis && (
                <>
                  {" "}
                  <span className="mark">{sessions.this}</span>
                </>
              )}
            </p>
            {!isThis && (
              <form method="post" action="/account/activity">
                <button
                  type="submit"
                  name="session"
                  value={id}
                  className="button-plain"
                  aria-label={sessions.endOf(device, since)}
                >
                  {sessions.end}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <form method="post" action="/account/activity" className="mt-4">
        <button type="submit" name="session" value="all" className="button-quiet">
          {sessions.all}
        </button>
        <p className="mt-2 text-fine text-faint">{sessions.allHelp}</p>
      </form>
    </Part>
  )
}
