import type { ReactNode } from "react"
import { Link } from "react-router"
import type { LegalSheet } from "../../data/account/legal.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Section } from "../../legal/facts.ts"
import { Heading, Part, Title } from "./heading.tsx"

const PAGES = ["legal", "privacy", "terms", "contact"] as const

/** A legal page: what is missing of it first, then its parts, and the way to the other pages. */
export function LegalPage({ sheet }: { readonly sheet: LegalSheet }) {
  const { legalPages } = useWords()
  const { page, sections, version, missing, signedIn } = sheet
  const title = legalPages.titles[page]
  return (
    <>
      <Title>{title}</Title>
      <Heading>{title}</Heading>
      {version && <p className="mb-6 text-faint">{legalPages.version(version)}</p>}
      {missing && <Missing {...missing} />}
      {sections.map((section) => (
        <Part key={section.id} id={section.id} name={section.title}>
          <Body of={section.body} />
        </Part>
      ))}
      <nav aria-label={legalPages.others} className="mt-8 border-t border-rule pt-4">
        <ul className="flex flex-wrap gap-x-6 gap-y-2">
          {PAGES.filter((one) => one !== page).map((one) => (
            <li key={one}>
              <Link to={`/${one}`} className="link">
                {legalPages.titles[one]}
              </Link>
            </li>
          ))}
          {signedIn && (
            <li>
              <Link to="/account/data" className="link">
                {legalPages.mine}
              </Link>
            </li>
          )}
        </ul>
      </nav>
    </>
  )
}

function Missing({ local, fields, fill }: NonNullable<LegalSheet["missing"]>) {
  const { legalPages } = useWords()
  return (
    <div className="invite mb-8">
      <p className="text-lead font-semibold">{legalPages.private}</p>
      <p className="mt-1">{local ? legalPages.privateLocal : legalPages.privateHelp}</p>
      {fields.length > 0 && !local && (
        <p className="mt-2">
          {legalPages.missing} {fields.join(", ")}.
        </p>
      )}
      {fill && (
        <p className="mt-2">
          <Link to="/operations/legal" className="link">
            {legalPages.fill}
          </Link>
        </p>
      )}
    </div>
  )
}

function Body({ of }: { readonly of: Section["body"] }) {
  return (
    <div className="prose">
      {of.map((one) =>
        typeof one === "string" ? <p key={one}>{linked(one)}</p> : <Items key={one.join()} of={one} />,
      )}
    </div>
  )
}

function Items({ of }: { readonly of: readonly string[] }) {
  // One line an item where they are lines of an address.
  const plain = of.every((item) => item.length < 120 && !/[;.]$/.test(item)) && of.length <= 4
  return (
    <ul className={plain ? "plain" : undefined}>
      {of.map((item) => (
        <li key={item} className="said-so">
          {linked(item)}
        </li>
      ))}
    </ul>
  )
}

const LINKS = /www\.[\w./-]*\w|[^\s@<>"',;]+@[^\s@<>"',;]+[^\s@<>"',;.]/g

/** Addresses in a text lead where they say. */
function linked(text: string): readonly ReactNode[] {
  const parts: ReactNode[] = []
  let from = 0
  for (const { 0: address, index } of text.matchAll(LINKS)) {
    const href = address.includes("@") ? `mailto:${address}` : `https://${address}`
    parts.push(
      text.slice(from, index),
      <a key={index} href={href} className="link">
        {address}
      </a>,
    )
    from = index + address.length
  }
  return [...parts, text.slice(from)]
}
