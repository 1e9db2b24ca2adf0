import type { Offer } from "../../data/film/offer.server.ts"
import { useWords } from "../../i18n/words.ts"

/** Marks what is invented. */
export function DemoMark() {
  return <span className="mark">{useWords().demo.mark}</span>
}

/** Marks a film of the reader's own list. */
export function ListMark() {
  return <span className="mark mark-own">{useWords().front.onList}</span>
}

/** Marks a provider that a source names and nobody has vouched for. */
export function UnverifiedMark() {
  return <span className="mark">{useWords().film.unverified}</span>
}

/** What that mark means, once where any of `of` bears it. */
export function UnverifiedNote({ of }: { readonly of: readonly Pick<Offer, "provider">[] }) {
  const { film } = useWords()
  if (of.every(({ provider }) => provider.verified)) return null
  return <p className="mt-3 max-w-prose text-fine text-faint">{film.unverifiedWhy}</p>
}

/** A link to another site, or its name alone where no address is known. */
export function Outside({ href, children }: { readonly href: string | null; readonly children: string }) {
  if (href === null) return children
  return (
    <a href={href} rel="noreferrer external" className="link">
      {children}
    </a>
  )
}
