import type { ReactNode } from "react"
import type { RuleOption } from "../../data/watchlist/rule-options.server.ts"

interface FieldProps {
  readonly id: string
  readonly name: string
  readonly fault: string | undefined
}

export function Fault({ id, words }: { readonly id: string; readonly words: string | undefined }) {
  if (words === undefined) return null
  return (
    <p id={`${id}-fault`} className="fault">
      {words}
    </p>
  )
}

interface TicksProps extends FieldProps {
  readonly on: readonly string[]
  readonly options: readonly RuleOption[]
  /** One of them, not several. */
  readonly one?: boolean
  /** One under the other: names are long. */
  readonly tall?: boolean
  readonly children?: ReactNode
}

/** Choices beside one another, several or one of them, and what goes with them. */
export function Ticks({ id, name, fault, on, options, one = false, tall = false, children }: TicksProps) {
  return (
    <fieldset aria-describedby={fault === undefined ? undefined : `${id}-fault`}>
      <legend className="text-lead font-semibold">{name}</legend>
      <Fault id={id} words={fault} />
      <div className={tall ? "mt-1" : "ticks"}>
        <Choices id={id} on={on} options={options} one={one} />
      </div>
      {children}
    </fieldset>
  )
}

export function Choices({ id, on, options, one = false }: Pick<TicksProps, "id" | "on" | "options" | "one">) {
  return options.map(({ value, name: label }) => (
    <label key={value} className="choice">
      <input type={one ? "radio" : "checkbox"} name={id} value={value} defaultChecked={on.includes(value)} />
      <span>{label}</span>
    </label>
  ))
}

interface TypedProps extends FieldProps {
  readonly help: string
  readonly value: string
  readonly numeric?: boolean
  /** A part of a question, not one of its own. */
  readonly minor?: boolean
}

/** A line to type in, with what is expected and what is wrong. */
export function TypedField({ id, name, help, fault, value, numeric = false, minor = false }: TypedProps) {
  const faulty = fault !== undefined
  return (
    <div>
      <label htmlFor={id} className={minor ? "font-semibold" : "text-lead font-semibold"}>
        {name}
      </label>
      <p id={`${id}-help`} className="text-fine text-faint">
        {help}
      </p>
      <Fault id={id} words={fault} />
      <input
        id={id}
        name={id}
        type="text"
        inputMode={numeric ? "decimal" : "text"}
        autoComplete="off"
        defaultValue={value}
        maxLength={200}
        aria-describedby={faulty ? `${id}-fault ${id}-help` : `${id}-help`}
        aria-invalid={faulty ? true : undefined}
        className={numeric ? "field amount" : "field"}
      />
    </div>
  )
}

/** One thing that is so or not. */
export function Tick({ id, name, on }: { readonly id: string; readonly name: string; readonly on: string }) {
  return (
    <label className="choice">
      <input type="checkbox" name={id} value="1" defaultChecked={on === "1"} />
      <span>{name}</span>
    </label>
  )
}
