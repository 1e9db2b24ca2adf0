import { data, Link, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { AccountFrame } from "../../components/account/account-frame.tsx"
import { TextField } from "../../components/site/fields.tsx"
import { Part } from "../../components/site/heading.tsx"
import { Table } from "../../components/site/table.tsx"
import { isOperator, requireUser } from "../../data/account/access.server.ts"
import { eraseSelf } from "../../data/account/account-erase.server.ts"
import { passwordOf, textOf } from "../../data/account/account-form.server.ts"
import type { Faults } from "../../data/account/account-profile.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/account-data.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const { user } = await requireUser(request)
  return { local: config.accounts === "local", operator: isOperator(user) }
}

/** Erases everything; the page that follows is for somebody who has no account any more. */
export async function action({ request }: Route.ActionArgs) {
  const viewer = await requireUser(request)
  const form = await formOf(request)
  const word = textOf(form, "word", 50)
  const faults = await eraseSelf(request, viewer, { password: passwordOf(form), word })
  if (Object.keys(faults).length > 0) return data({ word, faults }, { status: 422 })
  const ended = "vigie.session_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"
  const cookies = [ended, `__Secure-${ended}; Secure`].map((cookie): [string, string] => ["set-cookie", cookie])
  return redirect("/erased", { status: 303, headers: cookies })
}

export default function AccountData({ loaderData, actionData }: Route.ComponentProps) {
  const { held, data: title } = useWords().account
  const faults: Faults = actionData?.faults ?? {}
  return (
    <AccountFrame title={title} faulty={actionData !== undefined}>
      <Part id="held" name={held.title}>
        <p className="mb-4 max-w-prose">{held.intro}</p>
        <Held local={loaderData.local} />
      </Part>
      <Part id="export" name={held.export}>
        <p className="mb-3 max-w-prose">{held.exportHelp}</p>
        <a href="/account/data.json" className="button-quiet" download>
          {held.exportGo}
        </a>
      </Part>
      <Part id="erase" name={held.erase}>
        <Erase {...loaderData} word={actionData?.word ?? ""} faults={faults} />
      </Part>
    </AccountFrame>
  )
}

const ROWS = ["account", "signIn", "sessions", "list", "services", "mails", "reports", "audit"] as const
const PLACES = {
  account: ["/account", "account"],
  signIn: ["/account", "account"],
  sessions: ["/account/activity", "activity"],
  list: ["/watchlist", "list"],
  services: ["/account", "account"],
  mails: ["/account/activity", "activity"],
  reports: [null, "none"],
  audit: [null, "none"],
} as const

function Held({ local }: { readonly local: boolean }) {
  const { held } = useWords().account
  const rows = ROWS.filter((row) => !local || (row !== "signIn" && row !== "sessions"))
  return (
    <Table
      caption={held.title}
      columns={[
        { name: held.what, cell: (row) => <strong>{held.rows[row][0]}</strong> },
        { name: held.why, cell: (row) => held.rows[row][1] },
        { name: held.long, cell: (row) => (row === "sessions" ? held.sessionsLong : held.until) },
        { name: held.where, cell: (row) => <Where row={row} /> },
      ]}
      rows={rows}
      keyOf={(row) => row}
    />
  )
}

function Where({ row }: { readonly row: (typeof ROWS)[number] }) {
  const { places } = useWords().account.held
  const [to, name] = PLACES[row]
  if (to === null) return places[name]
  return (
    <Link to={to} className="link">
      {places[name]}
    </Link>
  )
}

interface EraseProps {
  readonly local: boolean
  readonly operator: boolean
  readonly word: string
  readonly faults: Faults
}

function Erase({ local, operator, word, faults }: EraseProps) {
  const { held } = useWords().account
  return (
    <form method="post" action="/account/data" className="form" noValidate>
      <p className="max-w-prose">{held.eraseHelp}</p>
      {operator && <p className="max-w-prose text-faint">{held.eraseOperator}</p>}
      {faults.erase && <p className="fault">{faults.erase}</p>}
      {local ? (
        <TextField
          id="word"
          label={held.eraseWord(held.word)}
          fault={faults.word}
          value={word}
          autoComplete="off"
          spellCheck={false}
          required
        />
      ) : (
        <TextField
          id="password"
          label={held.erasePassword}
          fault={faults.password}
          type="password"
          autoComplete="current-password"
          required
        />
      )}
      <button type="submit" className="button">
        {held.eraseGo}
      </button>
    </form>
  )
}
