import type { ReactNode } from "react"
import { Link, NavLink } from "react-router"
import type { FrameFacts } from "../../data/site/frame.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Menu } from "./menu.tsx"

/** The programme's cover line, the page, and its last lines. */
export function Frame({ children, ...facts }: FrameFacts & { readonly children: ReactNode }) {
  const { site, frame } = useWords()
  return (
    <>
      <a href="#content" className="skip">
        {site.skip}
      </a>
      <header className="sheet">
        <div className="cover">
          <Link to="/" className="wordmark">
            {site.name}
          </Link>
          <nav aria-label={site.nav} className="cover-nav">
            <ul className="flex gap-4 sm:gap-7">
              <Item to="/films" name={site.films} />
              <Item to="/watchlist" name={site.watchlist} />
              <Item to="/calendar" name={frame.calendar} wide />
              <Item to="/history" name={frame.history} wide />
              {facts.accounts !== "local" && <Person known={facts.person !== null} />}
            </ul>
            <Menu {...facts} />
          </nav>
        </div>
      </header>
      <main id="content" className="sheet grow pb-16" tabIndex={-1}>
        {children}
      </main>
      <Foot />
    </>
  )
}

/** `wide`: where there is no room it is in the menu. */
function Item({ to, name, wide = false }: { readonly to: string; readonly name: string; readonly wide?: boolean }) {
  return (
    <li className={wide ? "cover-wide" : undefined}>
      <NavLink to={to} end={to === "/films"} className="nav">
        {name}
      </NavLink>
    </li>
  )
}

/** Where one is somebody, or becomes it. */
function Person({ known }: { readonly known: boolean }) {
  const { frame } = useWords()
  return <Item to={known ? "/account" : "/sign-in"} name={known ? frame.account : frame.signIn} wide />
}

function Foot() {
  const { site, frame, feeds } = useWords()
  return (
    <footer className="sheet">
      <div className="foot">
        <p className="max-w-prose">{site.footer}</p>
        <nav aria-label={frame.about}>
          <ul className="foot-links">
            {(["legal", "privacy", "terms", "contact"] as const).map((page) => (
              <li key={page}>
                <Link to={`/${page}`} className="link">
                  {frame[page]}
                </Link>
              </li>
            ))}
            <li>
              <Link to="/api" className="link">
                {feeds.title}
              </Link>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  )
}
