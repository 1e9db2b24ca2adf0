import { data, Link, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { Heading, Title } from "../../components/site/heading.tsx"
import { addressOfLink, followAddressLink } from "../../data/account/account-address.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/account-address.ts"

/** Shows and changes nothing: programs that scan mails follow links. */
export async function loader({ request }: Route.LoaderArgs) {
  if (config.accounts === "local") throw data(null, { status: 404 })
  const asked = new URL(request.url).searchParams
  if (asked.has("done")) return data({ address: null, token: "", done: true })
  const token = asked.get("token") ?? ""
  const address = await addressOfLink(token, Date.now())
  return data({ address, token, done: false }, { status: address === null ? 404 : 200 })
}

export async function action({ request }: Route.ActionArgs) {
  if (config.accounts === "local") throw data(null, { status: 404 })
  const token = String((await formOf(request)).get("token") ?? "")
  const done = await followAddressLink(token, Date.now())
  return redirect(done ? "/account/address?done" : "/account/address?token=", 303)
}

export default function AccountAddress({ loaderData: { address, token, done } }: Route.ComponentProps) {
  const { address: words } = useWords().account
  const title = done ? words.done : address === null ? words.bad : words.confirm
  return (
    <div className="max-w-prose">
      <Title>{title}</Title>
      <Heading>{title}</Heading>
      {address === null ? (
        <p className="text-lead" role={done ? "status" : undefined}>
          {done ? words.doneHelp : words.badHelp}
        </p>
      ) : (
        <form method="post" action="/account/address">
          <input type="hidden" name="token" value={token} />
          <p className="text-lead">{words.confirmAsk(address)}</p>
          <button type="submit" className="button mt-6">
            {words.confirmGo}
          </button>
        </form>
      )}
      <p className="mt-8">
        <Link to="/account" className="link">
          {words.back}
        </Link>
      </p>
    </div>
  )
}
