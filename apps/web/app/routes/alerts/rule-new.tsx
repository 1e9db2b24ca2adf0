import { data, redirect } from "react-router"
import { StandingForm } from "../../components/alerts/standing-form.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import { newSubject, readStandingForm, saveStanding } from "../../data/alerts/standing-rule.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import type { Route } from "./+types/rule-new.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireUser(request)
  const url = new URL(request.url)
  const of = await newSubject(url.searchParams, viewer)
  if (of === null) throw data(null, { status: 404 })
  return { sheet: await readStandingForm(of, viewer), at: `${url.pathname}${url.search}` }
}

export async function action({ request }: Route.ActionArgs) {
  const viewer = await requireUser(request)
  const of = await newSubject(new URL(request.url).searchParams, viewer)
  if (of === null) throw data(null, { status: 404 })
  const done = await saveStanding(await formOf(request), of, viewer)
  if ("to" in done) return redirect(done.to, 303)
  return data({ draft: done.draft, refused: done.refused }, { status: done.status })
}

export default function RuleNew({ loaderData: { sheet, at }, actionData }: Route.ComponentProps) {
  return <StandingForm sheet={sheet} draft={actionData?.draft} refused={actionData?.refused ?? null} at={at} />
}
