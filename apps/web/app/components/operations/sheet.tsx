import type { ReactNode } from "react"
import { Link, useLocation } from "react-router"
import { useWords } from "../../i18n/words.ts"
import { Heading, Title } from "../site/heading.tsx"

interface SheetProps {
  readonly name: string
  /** What the last act came to. */
  readonly said?: string | null
  /** What is wrong with what was sent. */
  readonly fault?: string | null
  /** Beside what was said: how to take it back. */
  readonly undo?: ReactNode
  readonly children: ReactNode
}

/** A page of the operators': its name, what the last act came to, and the rest. */
export function OperatorsSheet({ name, said, fault, undo, children }: SheetProps) {
  const { setup } = useWords()
  return (
    <>
      <Title>{fault ? setup.faultIn(name) : name}</Title>
      <Heading>{name}</Heading>
      {fault && (
        <p className="notice" role="alert">
          {fault}
        </p>
      )}
      {said && !fault && (
        <div className="notice" role="status">
          <p>{said}</p>
          {undo}
        </div>
      )}
      {children}
    </>
  )
}

/** Where a list goes on; `name` is the parameter that says from where. */
export function More({ next, name = "after" }: { readonly next: string | null; readonly name?: string }) {
  const { operations: words } = useWords()
  const { pathname, search } = useLocation()
  const here = new URLSearchParams(search)
  const within = here.has(name)
  for (const once of ["said", "count", "undo", "since"]) here.delete(once)
  const rest = new URLSearchParams(here)
  rest.delete(name)
  if (next !== null) here.set(name, next)
  if (next === null && !within) return null
  return (
    <p className="mt-4 acts">
      {next !== null && (
        <Link to={`${pathname}?${here}`} className="button-quiet">
          {words.more}
        </Link>
      )}
      {within && (
        <Link to={rest.size === 0 ? pathname : `${pathname}?${rest}`} className="link">
          {words.first}
        </Link>
      )}
    </p>
  )
}

interface TickableProps {
  readonly name: string
  readonly value: string | number
  readonly label: string
  /** The form that it belongs to, where that does not stand around it. */
  readonly form?: string
  readonly children: ReactNode
}

/** A line that can be ticked, to be acted on with others. */
export function Tickable({ name, value, label, form, children }: TickableProps) {
  return (
    <li className="tickable">
      <input type="checkbox" name={name} value={value} aria-label={label} form={form} />
      <div className="min-w-0">{children}</div>
    </li>
  )
}

/** Facts by name. */
export function Pairs({ of }: { readonly of: readonly { readonly name: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="pairs">
      {of.map(({ name, value }) => (
        <div key={name}>
          <dt className="text-faint">{name}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Nothing({ words }: { readonly words?: string | undefined }) {
  const { operations } = useWords()
  return <p className="text-faint">{words ?? operations.nothing}</p>
}
