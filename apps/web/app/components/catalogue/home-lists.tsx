import { Link } from "react-router"
import type { EveningLine, HomeSheet } from "../../data/catalogue/home.server.ts"
import { useWords } from "../../i18n/words.ts"
import { UnverifiedMark } from "../watchlist/marks.tsx"
import { FilmLink } from "./programme.tsx"

/** One's own services first, or everything: two addresses. */
export function ScopeSwitch({
  scope,
  other,
}: {
  readonly scope: HomeSheet["scope"]
  readonly other: HomeSheet["switch"]
}) {
  const { front } = useWords()
  if (other === null) return null
  const choices = [
    { to: "/", name: front.mine, on: scope === "mine" },
    { to: "/?scope=all", name: front.everywhere, on: scope === "all" },
  ]
  return (
    <nav aria-label={front.scope} className="switch">
      {choices.map(({ to, name, on }) => (
        <Link key={to} to={to} className="nav" {...(on ? { "aria-current": "true" as const } : {})}>
          {name}
        </Link>
      ))}
    </nav>
  )
}

/** An evening as a television programme lists it. */
export function EveningLines({
  lines,
  listed,
}: {
  readonly lines: readonly EveningLine[]
  readonly listed: ReadonlySet<string>
}) {
  return (
    <ul className="lines">
      {lines.map((line) => (
        <li key={line.windowId} className="airing">
          <p className="sign airing-hour">{line.hour}</p>
          <div className="min-w-0">
            <FilmLink film={line} listed={listed.has(line.slug)} />
            <p className="mt-1 text-faint">
              <strong>{line.channel}</strong>
              {!line.verified && (
                <>
                  {" "}
                  <UnverifiedMark />
                </>
              )}
              {line.replay && `, ${line.replay}`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
