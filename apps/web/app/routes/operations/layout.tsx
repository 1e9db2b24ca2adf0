import { NavLink, Outlet } from "react-router"
import { readOperator } from "../../data/operations/operator.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/layout.ts"

const TABS = ["targets", "review", "holds", "providers", "films", "sends", "news", "mails", "queues", "audit"] as const
/** Kept by others, and an operator's all the same. */
const BESIDE = { users: "/operations/users", legal: "/operations/legal", setup: "/setup" } as const

export async function loader({ request }: Route.LoaderArgs) {
  const { user } = await readOperator(request)
  // Where nobody signs in there is nobody to invite.
  return { accounts: user !== null && !user.local }
}

export default function Operations({ loaderData }: Route.ComponentProps) {
  const { operations: words } = useWords()
  const { tabs } = words
  const beside = loaderData.accounts ? (["users", "legal", "setup"] as const) : (["setup"] as const)
  return (
    <>
      <nav aria-label={words.nav}>
        <ul className="subnav">
          <Tab to="/operations" name={tabs.overview} end />
          {TABS.map((tab) => (
            <Tab key={tab} to={`/operations/${tab}`} name={tabs[tab]} />
          ))}
          {beside.map((tab) => (
            <Tab key={tab} to={BESIDE[tab]} name={tabs[tab]} />
          ))}
        </ul>
      </nav>
      <Outlet />
    </>
  )
}

function Tab({ to, name, end = false }: { readonly to: string; readonly name: string; readonly end?: boolean }) {
  return (
    <li>
      <NavLink to={to} end={end} className="nav">
        {name}
      </NavLink>
    </li>
  )
}
