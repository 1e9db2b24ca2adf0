import { data, redirect } from "react-router"
import { AccountFrame } from "../../components/account/account-frame.tsx"
import { TellForm, TellRules, Waiting } from "../../components/alerts/tell-forms.tsx"
import { Part } from "../../components/site/heading.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import { tellIn } from "../../data/alerts/tell-form.server.ts"
import { readTellSheet, saveTell, sendWaiting } from "../../data/alerts/tell-settings.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/account-alerts.ts"

const DONE = ["saved", "sent", "nothing"] as const

export async function loader({ request }: Route.LoaderArgs) {
  const sheet = await readTellSheet(await requireUser(request))
  const asked = new URL(request.url).searchParams.get("done")
  return { sheet, done: DONE.find((one) => one === asked) ?? null }
}

/** Each form says by `act` which it is. What cannot be used comes back as it was typed. */
export async function action({ request }: Route.ActionArgs) {
  const viewer = await requireUser(request)
  const form = await formOf(request)
  if (form.get("act") === "send")
    return redirect(`/account/alerts?done=${(await sendWaiting(viewer)) > 0 ? "sent" : "nothing"}`, 303)
  if (form.get("act") !== "save") throw data(null, { status: 400 })
  const values = tellIn(form)
  const faults = await saveTell(viewer, values)
  if (Object.keys(faults).length > 0) return data({ values, faults }, { status: 422 })
  return redirect("/account/alerts?done=saved", 303)
}

export default function AccountAlerts({ loaderData, actionData }: Route.ComponentProps) {
  const { alerts: words } = useWords()
  const { sheet, done } = loaderData
  const values = actionData?.values ?? sheet.values
  return (
    <AccountFrame title={words.title} faulty={actionData !== undefined} done={done && words.done[done]}>
      <Waiting sheet={sheet} />
      <Part id="rhythm" name={words.rhythm}>
        <TellForm sheet={sheet} values={values} faults={actionData?.faults ?? {}} />
      </Part>
      <TellRules sheet={sheet} />
    </AccountFrame>
  )
}
