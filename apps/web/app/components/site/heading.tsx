import type { ReactNode } from "react"
import { useWords } from "../../i18n/words.ts"

/** The page's name in the browser. */
export function Title({ children }: { readonly children: string }) {
  return <title>{useWords().site.title(children)}</title>
}

/** The page's one first heading. */
export function Heading({ children }: { readonly children: ReactNode }) {
  return <h1 className="mt-8 mb-4 max-w-[22ch] text-title sm:mt-14">{children}</h1>
}

/** A part of a page under a rule, its name in the margin where there is room. */
export function Part(props: { readonly id: string; readonly name: string; readonly children: ReactNode }) {
  return (
    <section aria-labelledby={props.id} className="part">
      <h2 id={props.id} className="label">
        {props.name}
      </h2>
      <div className="min-w-0">{props.children}</div>
    </section>
  )
}
