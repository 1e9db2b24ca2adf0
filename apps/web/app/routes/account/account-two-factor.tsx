import { data, Link, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { Begin, Codes, Enrol, Manage } from "../../components/account/two-factor.tsx"
import { Outcome } from "../../components/site/fields.tsx"
import { Heading, Title } from "../../components/site/heading.tsx"
import { isOperator, requireUser } from "../../data/account/access.server.ts"
import { passwordOf } from "../../data/account/account-form.server.ts"
import {
  beginFactor,
  confirmFactor,
  endFactor,
  type FactorResult,
  renewCodes,
} from "../../data/account/two-factor.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/account-two-factor.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const { user } = await requireUser(request)
  if (config.accounts === "local") throw data(null, { status: 404 })
  const asked = new URL(request.url).searchParams
  return {
    on: user.twoFactor,
    operator: isOperator(user),
    required: asked.has("required") && !user.twoFactor,
    done: asked.has("done") && user.twoFactor,
  }
}

/** A key and recovery codes are shown by the answer to the form itself: no address leads to them a second time. */
export async function action({ request }: Route.ActionArgs) {
  const viewer = await requireUser(request)
  if (config.accounts === "local") throw data(null, { status: 404 })
  const form = await formOf(request)
  const password = passwordOf(form)
  const result = await act(String(form.get("act")), { request, viewer, form, password })
  if (result === null) throw data(null, { status: 400 })
  if (result.step === "done") return redirect(result.to, { status: 303, headers: result.headers })
  const faulty = "faults" in result && Object.keys(result.faults).length > 0
  return data(result, { status: faulty ? 422 : 200, headers: { "cache-control": "no-store" } })
}

interface Asked {
  readonly request: Request
  readonly viewer: Awaited<ReturnType<typeof requireUser>>
  readonly form: FormData
  readonly password: string
}

async function act(name: string, { request, viewer, form, password }: Asked): Promise<FactorResult | null> {
  switch (name) {
    case "begin":
      return beginFactor(request, viewer, password)
    case "confirm":
      return confirmFactor(request, viewer, form)
    case "renew":
      return renewCodes(request, viewer, password)
    case "end":
      return endFactor(request, viewer, password)
    default:
      return null
  }
}

export default function AccountTwoFactor({ loaderData, actionData }: Route.ComponentProps) {
  const { account } = useWords()
  const { twoFactor } = account
  const { on, operator, required, done } = loaderData
  const faults = actionData && "faults" in actionData ? actionData.faults : {}
  const faulty = Object.keys(faults).length > 0
  return (
    <>
      <Title>{faulty ? account.faultIn(twoFactor.title) : twoFactor.title}</Title>
      <Heading>{twoFactor.title}</Heading>
      <Outcome faulty={faulty} done={done ? twoFactor.on : null} />
      {required && !faulty && (
        <p className="notice" role="status">
          {twoFactor.required}
        </p>
      )}
      {actionData?.step === "enrol" ? (
        <Enrol enrolment={actionData.enrolment} faults={faults} />
      ) : actionData?.step === "codes" ? (
        <Codes codes={actionData.codes} />
      ) : on ? (
        <Manage operator={operator} faults={faults} />
      ) : (
        <Begin faults={faults} />
      )}
      <p className="mt-8">
        <Link to="/account" className="link">
          {twoFactor.back}
        </Link>
      </p>
    </>
  )
}
