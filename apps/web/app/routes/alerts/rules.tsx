import { endStandingRule, undo } from "@vigie/db"
import { data, Link, redirect } from "react-router"
import { StandingLines } from "../../components/alerts/standing-lines.tsx"
import { SubjectSearch } from "../../components/alerts/subject-search.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { UndoNotice } from "../../components/watchlist/watchlist-parts.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import { readNotice } from "../../data/alerts/notice.server.ts"
import { readStanding } from "../../data/alerts/standing.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/rules.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireUser(request)
  const { searchParams } = new URL(request.url)
  return { sheet: await readStanding(viewer, searchParams), notice: await readNotice(searchParams, viewer) }
}

/** Ends a rule, or takes that back. */
export async function action({ request }: Route.ActionArgs) {
  const { user, now } = await requireUser(request)
  const form = await formOf(request)
  const id = String(form.get("id") ?? "")
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw data(null, { status: 404 })
  if (form.get("act") === "undo")
    return redirect(`/rules?undone=${(await ask((db) => undo(db, user.id, id))) ? "yes" : "no"}`, 303)
  if (form.get("act") !== "end") throw data(null, { status: 400 })
  const { undoId } = await ask((db) => endStandingRule(db, { userId: user.id, id, now }))
  if (undoId === null) throw data(null, { status: 404 })
  return redirect(`/rules?undo=${undoId}`, 303)
}

export default function Rules({ loaderData: { sheet, notice } }: Route.ComponentProps) {
  const { alerts } = useWords()
  const { standing: words } = alerts
  return (
    <>
      <Title>{words.title}</Title>
      <Heading>{words.title}</Heading>
      {notice && <UndoNotice notice={notice} action="/rules" />}
      <p className="mb-6 max-w-prose text-lead">{sheet.lines.length === 0 ? words.none : words.help}</p>
      {sheet.lines.length > 0 && <StandingLines lines={sheet.lines} />}
      <div className="mt-10">
        <Part id="new" name={words.add}>
          {sheet.full ? <p>{words.tooMany}</p> : <SubjectSearch search={sheet.search} />}
        </Part>
      </div>
      <p className="mt-4">
        <Link to="/account/alerts" className="link">
          {alerts.title}
        </Link>
      </p>
    </>
  )
}
