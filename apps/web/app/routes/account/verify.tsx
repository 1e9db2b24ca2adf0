import { agoInWords } from "@vigie/core"
import { data, type HeadersArgs, redirect } from "react-router"
import { Door, DoorField, Else } from "../../components/account/door.tsx"
import { addressFault, textOf } from "../../data/account/account-form.server.ts"
import { requireAccounts } from "../../data/account/accounts.server.ts"
import { authHeaders } from "../../data/account/auth.server.ts"
import { confirmAgain } from "../../data/account/sign-up.server.ts"
import { readVerifyLink, verify } from "../../data/account/verify.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { limitOf, tooOften } from "../../data/site/limit.server.ts"
import { readViewer, type Viewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/verify.ts"

/** What a mail's link opens: a button, so that a program which only looks at links uses none up. */
export async function loader({ request }: Route.LoaderArgs) {
  requireAccounts()
  const asked = new URL(request.url).searchParams
  const token = asked.get("token")
  const link = token === null ? null : readVerifyLink(token, Date.now())
  const state = token === null ? (asked.has("sent") ? "sent" : "form") : link === null ? "bad" : "ask"
  const email = link?.email ?? ""
  if (link?.expired) return data({ state: "expired" as const, token, email }, { status: 410 })
  return data({ state, token, email } as const, { status: state === "bad" ? 410 : 200 })
}

export async function action({ request }: Route.ActionArgs) {
  requireAccounts()
  const viewer = await readViewer(request)
  const form = await formOf(request)
  const token = form.get("token")
  if (typeof token !== "string") return again(textOf(form, "email", 200), request, viewer)
  const verified = await verify(token, request, viewer.now)
  if (verified.state === "in") return redirect("/", { status: 303, headers: authHeaders(verified.headers) })
  if (verified.state === "done") return redirect("/sign-in?confirmed", 303)
  return data({ state: verified.state, email: "", when: null, fault: null }, { status: 410 })
}

/** Another link, to an address that waits for one; the page says the same where none does. */
async function again(email: string, request: Request, viewer: Viewer) {
  const fault = addressFault(email)
  const asked = { state: "form", email } as const
  if (fault !== null) return data({ ...asked, when: null, fault }, { status: 422 })
  const retryAt = await limitOf(request, viewer, "verify", email)
  if (retryAt !== null) {
    const when = agoInWords(retryAt, viewer.locale, viewer.now)
    return data({ ...asked, when, fault }, tooOften(retryAt, viewer.now))
  }
  await confirmAgain(email, viewer.locale)
  return redirect("/verify?sent", 303)
}

export function headers({ actionHeaders }: HeadersArgs) {
  return actionHeaders
}

export default function Verify({ loaderData, actionData }: Route.ComponentProps) {
  const { doors } = useWords()
  const { verify: words, signIn } = doors
  const state = actionData?.state ?? loaderData.state
  const gone = state === "expired" || state === "bad" ? words[state] : null
  const when = actionData?.when ?? null
  if (state === "ask") return <Confirm email={loaderData.email} token={loaderData.token ?? ""} />
  return (
    <Door
      title={state === "sent" ? words.sentTitle : words.title}
      alert={when === null ? gone : doors.tooOften(when)}
      status={state === "sent" ? words.sent : null}
      {...(state === "sent" ? { intro: words.sentHelp } : {})}
      foot={<Else to="/sign-in">{signIn.title}</Else>}
    >
      <form method="post" action="/verify" className="setup door-form" noValidate>
        <DoorField
          id="email"
          name={doors.email}
          type="email"
          autoComplete="email"
          value={actionData?.email || loaderData.email}
          fault={actionData?.fault ?? undefined}
        />
        <button type="submit" className={state === "sent" ? "button-quiet justify-self-start" : "button"}>
          {words.again}
        </button>
      </form>
    </Door>
  )
}

function Confirm({ email, token }: { readonly email: string; readonly token: string }) {
  const { verify: words } = useWords().doors
  return (
    <Door title={words.title} intro={words.ask(email)}>
      <form method="post" action="/verify" className="mt-6">
        <input type="hidden" name="token" value={token} />
        <button type="submit" className="button">
          {words.go}
        </button>
      </form>
    </Door>
  )
}
