import { useWords } from "../i18n/words.ts"

/** Marks what is invented. */
export function DemoMark() {
  return <span className="mark">{useWords().demo.mark}</span>
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
