import type { ReactNode } from "react"
import { NavLink } from "react-router"
import { useWords } from "../../i18n/words.ts"
import { Outcome } from "../site/fields.tsx"
import { Heading, Title } from "../site/heading.tsx"

interface AccountFrameProps {
  readonly title: string
  readonly faulty?: boolean
  /** What was just done, in words. */
  readonly done?: string | null
  readonly children: ReactNode
}

/** One of the account's pages: its name, the way to the others, what came of the last form, and what it holds. */
export function AccountFrame({ title, faulty = false, done = null, children }: AccountFrameProps) {
  const { account, alerts, channels } = useWords()
  const tabs = [
    ["/account", account.title],
    ["/account/activity", account.activity],
    ["/account/alerts", alerts.title],
    ["/account/channels", channels.title],
    ["/account/letters", account.letters],
    ["/account/data", account.data],
  ] as const
  return (
    <>
      <Title>{faulty ? account.faultIn(title) : title}</Title>
      <Heading>{title}</Heading>
      <nav aria-label={account.tabs} className="tabs">
        <ul>
          {tabs.map(([to, name]) => (
            <li key={to}>
              <NavLink to={to} end className="nav">
                {name}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Outcome faulty={faulty} done={done} />
      {children}
    </>
  )
}
