interface FieldProps {
  readonly id: string
  readonly name: string
  readonly fault: string | undefined
}

function Fault({ id, words }: { readonly id: string; readonly words: string | undefined }) {
  if (words === undefined) return null
  return (
    <p id={`${id}-fault`} className="fault">
      {words}
    </p>
  )
}

interface TicksProps extends FieldProps {
  readonly on: readonly string[]
  readonly options: readonly { readonly value: string; readonly name: string }[]
  /** One of them, not several. */
  readonly one?: boolean
}

/** Choices beside one another, several or one of them. */
export function Ticks({ id, name, fault, on, options, one = false }: TicksProps) {
  return (
    <fieldset aria-describedby={fault === undefined ? undefined : `${id}-fault`}>
      <legend className="text-lead font-semibold">{name}</legend>
      <Fault id={id} words={fault} />
      <div className="ticks">
        {options.map(({ value, name: label }) => (
          <label key={value} className="choice">
            <input type={one ? "radio" : "checkbox"} name={id} value={value} defaultChecked={on.includes(value)} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface TypedProps extends FieldProps {
  readonly help: string
  readonly value: string
  readonly numeric?: boolean
}

/** A line to type in, with what is expected and what is wrong. */
export function TypedField({ id, name, help, fault, value, numeric = false }: TypedProps) {
  const faulty = fault !== undefined
  return (
    <div>
      <label htmlFor={id} className="text-lead font-semibold">
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
        className="field"
      />
    </div>
  )
}
