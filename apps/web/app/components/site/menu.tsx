import type { ReactNode } from "react"
import { Form, NavLink } from "react-router"
import type { FrameFacts } from "../../data/site/frame.server.ts"
import { useWords } from "../../i18n/words.ts"

/** Every part of the site, behind one word; opened and closed by the browser itself. */
export function Menu({ mailbox, accounts, person }: Pick<FrameFacts, "mailbox" | "accounts" | "person">) {
  const { site, frame, alerts, watchlist, import: lists } = useWords()
  const operator = accounts === "local" || person?.operator === true
  const known = accounts === "local" || person !== null
  return (
    <details className="menu">
      <summary className="nav">{frame.menu}</summary>
      <div className="menu-sheet">
        <Group name={frame.groups.films}>
          <Line to="/calendar" name={frame.calendar} narrow />
          <Line to="/history" name={frame.history} narrow />
          <Line to="/people" name={frame.people} />
          <Line to="/places" name={frame.places} />
        </Group>
        <Group name={frame.groups.lists}>
          <Line to="/check" name={frame.check} />
          {known && <Line to="/watchlist/import" name={lists.title} />}
          {known && <Line to="/watchlist/told" name={watchlist.toldLink} />}
          {known && <Line to="/rules" name={alerts.standing.title} />}
        </Group>
        <Group name={frame.groups.site}>
          <Line to="/sources" name={frame.sources} />
          {operator && <Line to="/operations" name={frame.operations} end />}
          {operator && accounts !== "local" && <Line to="/operations/users" name={frame.users} />}
          {mailbox && <Line to="/mailbox" name={site.mailbox} />}
        </Group>
        <Group name={person?.name ?? frame.groups.you}>
          {known && <Line to="/account" name={frame.account} />}
          {!known && <Line to="/sign-in" name={frame.signIn} />}
          {!known && accounts === "open" && <Line to="/sign-up" name={frame.signUp} />}
          {accounts !== "local" && person !== null && <SignOut />}
        </Group>
      </div>
    </details>
  )
}

function Group({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <p className="label menu-name">{name}</p>
      <ul>{children}</ul>
    </div>
  )
}

interface LineProps {
  readonly to: string
  readonly name: string
  readonly end?: boolean
  /** Beside the menu where there is room. */
  readonly narrow?: boolean
}

function Line({ to, name, end = false, narrow = false }: LineProps) {
  return (
    <li className={narrow ? "cover-narrow" : undefined}>
      <NavLink to={to} end={end} className="menu-line">
        {name}
      </NavLink>
    </li>
  )
}

function SignOut() {
  return (
    <li>
      <Form method="post" action="/sign-out">
        <button type="submit" className="menu-line">
          {useWords().frame.signOut}
        </button>
      </Form>
    </li>
  )
}
