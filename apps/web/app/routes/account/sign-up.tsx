import { agoInWords } from "@vigie/core"
import { data, type HeadersArgs, redirect } from "react-router"
import { AccountForm, Door, Else } from "../../components/account/door.tsx"
import { readAccountForm } from "../../data/account/account-form.server.ts"
import { requireAccounts, signUpState } from "../../data/account/accounts.server.ts"
import { signUp } from "../../data/account/sign-up.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { limitOf, tooOften } from "../../data/site/limit.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/sign-up.ts"

export async function loader({ request }: Route.LoaderArgs) {
  requireAccounts()
  if ((await readViewer(request)).user !== null) throw redirect("/", 303)
  const state = await signUpState()
  return data({ state }, { status: state === "open" ? 200 : 403 })
}

/** Ends in the same page whether the address was free or not: only its owner is told which, by mail. */
export async function action({ request }: Route.ActionArgs) {
  requireAccounts()
  const viewer = await readViewer(request)
  if ((await signUpState()) !== "open") throw data(null, { status: 403 })
  const asked = readAccountForm(await formOf(request), { email: null, terms: true })
  const { values, faults } = asked
  if (Object.keys(faults).length > 0) return data({ values, faults, when: null }, { status: 422 })
  const retryAt = await limitOf(request, viewer, "signUp", values.email)
  if (retryAt !== null) {
    const when = agoInWords(retryAt, viewer.locale, viewer.now)
    return data({ values, faults, when }, tooOften(retryAt, viewer.now))
  }
  await signUp(asked, viewer)
  return redirect("/verify?sent", 303)
}

export function headers({ actionHeaders }: HeadersArgs) {
  return actionHeaders
}

const BLANK = { name: "", email: "", terms: false } as const

export default function SignUp({ loaderData, actionData }: Route.ComponentProps) {
  const { doors } = useWords()
  const { signUp: words, signIn } = doors
  if (loaderData.state !== "open") return <Closed why={loaderData.state} />
  const when = actionData?.when ?? null
  const faults = actionData?.faults ?? {}
  const faulty = Object.keys(faults).length > 0
  return (
    <Door
      title={words.title}
      intro={words.intro}
      alert={when === null ? faulty && doors.faulty : doors.tooOften(when)}
      foot={
        <Else ask={words.have} to="/sign-in">
          {signIn.title}
        </Else>
      }
    >
      <AccountForm action="/sign-up" go={words.go} values={actionData?.values ?? BLANK} faults={faults} terms />
    </Door>
  )
}

function Closed({ why }: { readonly why: "invite" | "unready" }) {
  const { signUp: words, signIn } = useWords().doors
  return (
    <Door
      title={words[`${why}Title`]}
      intro={words[why]}
      foot={
        <>
          <Else ask={words.have} to="/sign-in">
            {signIn.title}
          </Else>
          <Else to="/contact">{words.contact}</Else>
        </>
      }
    />
  )
}
