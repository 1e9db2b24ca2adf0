import type { ReactNode } from "react"

interface FieldProps {
  readonly id: string
  readonly name: string
  readonly help?: string
  readonly fault?: string | undefined
  readonly children: ReactNode
}

/** A field with its name, what helps, and what is wrong with it. */
export function Field({ id, name, help, fault, children }: FieldProps) {
  return (
    <div>
      <label htmlFor={id} className="font-semibold">
        {name}
      </label>
      {help && (
        <p id={`${id}-help`} className="text-fine text-faint">
          {help}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} className="fault">
          {fault}
        </p>
      )}
      {children}
    </div>
  )
}

/** What a reader hears with a field: its fault first, and its help. */
export function told(id: string, { help, fault }: { readonly help?: boolean; readonly fault?: string | undefined }) {
  const by = [...(fault === undefined ? [] : [`${id}-fault`]), ...(help ? [`${id}-help`] : [])].join(" ")
  return {
    ...(by === "" ? {} : { "aria-describedby": by }),
    ...(fault === undefined ? {} : { "aria-invalid": true as const }),
  }
}

interface ChoicesProps {
  readonly id: string
  readonly name: string
  readonly value: string
  readonly first?: string
  readonly options: readonly { readonly value: string; readonly name: string }[]
  readonly told?: ReturnType<typeof told>
}

export function Choices({ id, name, value, first, options, told: heard = {} }: ChoicesProps) {
  return (
    <select id={id} name={name} defaultValue={value} className="field" {...heard}>
      {first !== undefined && <option value="">{first}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.name}
        </option>
      ))}
    </select>
  )
}
