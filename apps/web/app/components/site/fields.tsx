import type { InputHTMLAttributes, ReactNode } from "react"
import { useWords } from "../../i18n/words.ts"

interface Labelled {
  readonly id: string
  readonly label: string
  readonly help?: string | undefined
  readonly fault?: string | undefined
  /** Marked with a star. */
  readonly required?: boolean
}

/** A label, its help and what is wrong, then the field itself. */
function Around({ id, label, help, fault, required, children }: Labelled & { readonly children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="text-lead font-semibold">
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </label>
      {help && (
        <p id={`${id}-help`} className="text-fine text-faint">
          {help}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className="fault">
          {fault}
        </p>
      )}
      {children}
    </div>
  )
}

/** What a reader hears with a field: its fault first, then its help. */
function told({ id, help, fault }: Labelled) {
  const by = [fault && `${id}-fault`, help && `${id}-help`].filter(Boolean).join(" ")
  return { ...(by && { "aria-describedby": by }), ...(fault && { "aria-invalid": true as const }) }
}

type TextFieldProps = Labelled & {
  readonly name?: string
  readonly value?: string
  readonly type?: "text" | "email" | "password" | "time"
} & Pick<InputHTMLAttributes<HTMLInputElement>, "autoComplete" | "inputMode" | "maxLength" | "spellCheck">

/** A line of text; a password that was typed is never sent back. */
export function TextField({
  id,
  label,
  help,
  fault,
  required = false,
  name = id,
  value,
  type = "text",
  ...rest
}: TextFieldProps) {
  const labelled = { id, label, help, fault, required }
  return (
    <Around {...labelled}>
      <input
        id={id}
        name={name}
        type={type}
        defaultValue={type === "password" ? undefined : value}
        required={required}
        className="field"
        {...told(labelled)}
        {...rest}
      />
    </Around>
  )
}

type AreaFieldProps = Labelled & { readonly value: string; readonly rows: number; readonly autoComplete?: string }

/** Several lines of text. */
export function AreaField({ value, rows, autoComplete, ...labelled }: AreaFieldProps) {
  return (
    <Around {...labelled}>
      <textarea
        id={labelled.id}
        name={labelled.id}
        rows={rows}
        defaultValue={value}
        required={labelled.required}
        autoComplete={autoComplete}
        className="field"
        {...told(labelled)}
      />
    </Around>
  )
}

type SelectFieldProps = Labelled & { readonly value: string; readonly children: ReactNode }

/** A choice from a list; a letter typed goes to the names that begin with it. */
export function SelectField({ value, children, ...labelled }: SelectFieldProps) {
  return (
    <Around {...labelled}>
      <select
        id={labelled.id}
        name={labelled.id}
        defaultValue={value}
        required={labelled.required}
        className="field"
        {...told(labelled)}
      >
        {children}
      </select>
    </Around>
  )
}

/** The names of a group of choices. */
export function Options({ of }: { readonly of: readonly { readonly value: string; readonly name: string }[] }) {
  return of.map(({ value, name }) => (
    <option key={value} value={value}>
      {name}
    </option>
  ))
}

/** What came of a form: an alert that something is to be put right, or that it is done. */
export function Outcome({ faulty, done }: { readonly faulty: boolean; readonly done: string | null }) {
  const { account } = useWords()
  if (faulty)
    return (
      <p className="notice" role="alert">
        {account.faulty}
      </p>
    )
  if (done === null) return null
  return (
    <p className="notice" role="status">
      {done}
    </p>
  )
}
