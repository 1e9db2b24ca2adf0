import type { ReactNode } from "react"
import { Link, NavLink } from "react-router"
import type { FrameFacts } from "../data/frame.server.ts"
import { useWords } from "../i18n/words.ts"

/** The programme's cover line, the page, and its last line. */
export function Frame({ mailbox, children }: FrameFacts & { readonly children: ReactNode }) {
  const { site } = useWords()
  return (
    <>
      <a href="#content" className="skip">
        {site.skip}
      </a>
      <header className="sheet">
        <div className="flex items-baseline justify-between gap-6 border-b border-rule py-3">
          <Link to="/" className="wordmark">
            {site.name}
          </Link>
          <nav aria-label={site.nav}>
            <ul className="flex gap-5 sm:gap-8">
              <Item to="/films" name={site.films} />
              <Item to="/watchlist" name={site.watchlist} />
              {mailbox && <Item to="/mailbox" name={site.mailbox} />}
            </ul>
          </nav>
        </div>
      </header>
      <main id="content" className="sheet grow pb-16" tabIndex={-1}>
        {children}
      </main>
      <footer className="sheet">
        <p className="max-w-prose border-t border-rule py-6 text-fine text-faint">{site.footer}</p>
      </footer>
    </>
  )
}

function Item({ to, name }: { readonly to: string; readonly name: string }) {
  return (
    <li>
      <NavLink to={to} end={to === "/films"} className="nav">
        {name}
      </NavLink>
    </li>
  )
}
