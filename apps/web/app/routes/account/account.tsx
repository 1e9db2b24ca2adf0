import { setServices } from "@vigie/db"
import { data, Link, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { AddressForm, PasswordForm, ProfileForm } from "../../components/account/account-forms.tsx"
import { AccountFrame } from "../../components/account/account-frame.tsx"
import { ServicesForm } from "../../components/account/services-form.tsx"
import { Part } from "../../components/site/heading.tsx"
import { requireUser, type SignedIn } from "../../data/account/access.server.ts"
import { saveAddress } from "../../data/account/account-address.server.ts"
import { passwordOf, textOf } from "../../data/account/account-form.server.ts"
import { offeredServices, readAccountSheet } from "../../data/account/account-page.server.ts"
import { profileIn, saveProfile } from "../../data/account/account-profile.server.ts"
import { changePassword } from "../../data/account/own-password.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/account.ts"

const DONE = ["profile", "services", "password", "address", "asked", "disabled"] as const

export async function loader({ request }: Route.LoaderArgs) {
  const sheet = await readAccountSheet(await requireUser(request))
  const asked = new URL(request.url).searchParams.get("done")
  return { sheet, done: DONE.find((one) => one === asked) ?? null }
}

/** Each form says by `act` which it is. What cannot be used comes back as it was typed, passwords aside. */
export async function action({ request }: Route.ActionArgs) {
  const viewer = await requireUser(request)
  const form = await formOf(request)
  switch (form.get("act")) {
    case "profile": {
      const profile = profileIn(form)
      const faults = await saveProfile(viewer, profile)
      return answer("profile", { profile }, faults)
    }
    case "address": {
      const address = textOf(form, "address", 300)
      const faults = await saveAddress(request, viewer, address, passwordOf(form))
      return answer(config.accounts === "local" ? "address" : "asked", { address }, faults)
    }
    case "password":
      return withPassword(request, viewer, form)
    case "services":
      return withServices(viewer, form.getAll("service").map(String))
    default:
      throw data(null, { status: 400 })
  }
}

type Done = (typeof DONE)[number]

function answer<Values extends object>(
  done: Done,
  values: Values,
  faults: Readonly<Record<string, string>>,
  headers = new Headers(),
) {
  if (Object.keys(faults).length > 0) return data({ values, faults }, { status: 422 })
  throw redirect(`/account?done=${done}`, { status: 303, headers })
}

async function withPassword(request: Request, viewer: SignedIn, form: FormData) {
  if (config.accounts === "local") throw data(null, { status: 404 })
  const changed = await changePassword(request, viewer, passwordOf(form, "current"), passwordOf(form, "next"))
  if ("faults" in changed) return answer("password", {}, changed.faults)
  return answer("password", {}, {}, changed.headers)
}

async function withServices({ user }: SignedIn, chosen: readonly string[]) {
  const offered = (await offeredServices(user.territories)).map(({ id }) => id)
  const known = chosen.filter((id) => offered.includes(id))
  await ask((db) => setServices(db, user.id, known, offered))
  return answer("services", {}, {})
}

export default function Account({ loaderData, actionData }: Route.ComponentProps) {
  const { account, alerts } = useWords()
  const { sheet, done } = loaderData
  const faults = actionData?.faults ?? {}
  const typed: Typed = actionData?.values ?? {}
  return (
    <AccountFrame title={account.title} faulty={actionData !== undefined} done={done && account.saved[done]}>
      <Part id="profile" name={account.profile.title}>
        <ProfileForm sheet={sheet} values={typed.profile ?? sheet.profile} faults={faults} />
      </Part>
      <Part id="services" name={account.services.title}>
        <ServicesForm {...sheet.services} />
      </Part>
      <Part id="quiet" name={alerts.title}>
        <p className="mb-2 max-w-prose">{alerts.moved}</p>
        <Link to="/account/alerts" className="link">
          {alerts.title}
        </Link>
      </Part>
      <Part id="mail" name={account.address.title}>
        <AddressForm sheet={sheet} typed={typed.address ?? ""} faults={faults} />
      </Part>
      {!sheet.local && (
        <>
          <Part id="password" name={account.password.title}>
            <PasswordForm address={sheet.address ?? ""} faults={faults} />
          </Part>
          <Part id="factor" name={account.factor.title}>
            <p className="mb-2 max-w-prose">{sheet.twoFactor ? account.factor.on : account.factor.off}</p>
            <Link to="/account/two-factor" className="link">
              {sheet.twoFactor ? account.factor.manage : account.factor.start}
            </Link>
          </Part>
        </>
      )}
    </AccountFrame>
  )
}

interface Typed {
  readonly profile?: ReturnType<typeof profileIn>
  readonly address?: string
}
