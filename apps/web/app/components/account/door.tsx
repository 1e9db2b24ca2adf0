import type { ReactNode } from "react"
import { Link } from "react-router"
import type { AccountFaults, AccountValues, FieldFault } from "../../data/account/account-form.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Heading, Title } from "../site/heading.tsx"

interface DoorProps {
  readonly title: string
  readonly intro?: string
  /** Said first, in a frame: what went wrong (read out at once), or what was done. */
  readonly alert?: string | false | null | undefined
  readonly status?: string | null | undefined
  readonly children?: ReactNode
  /** Where else one may want to go. */
  readonly foot?: ReactNode
}

/** A page where somebody comes in: one thing to do, in one narrow column. */
export function Door({ title, intro, alert, status, children, foot }: DoorProps) {
  const { doors } = useWords()
  return (
    <div className="door">
      <Title>{alert ? doors.faultIn(title) : title}</Title>
      <Heading>{title}</Heading>
      {alert && (
        <p className="notice" role="alert">
          {alert}
        </p>
      )}
      {status && (
        <p className="notice" role="status">
          {status}
        </p>
      )}
      {intro && <p className="max-w-prose text-lead">{intro}</p>}
      {children}
      {foot && <div className="door-foot">{foot}</div>}
    </div>
  )
}

/** A line at the foot of a door: a question, and the link that answers it. */
export function Else({ ask, to, children }: { readonly ask?: string; readonly to: string; readonly children: string }) {
  return (
    <p>
      {ask && <span className="text-faint">{ask} </span>}
      <Link to={to} className="link">
        {children}
      </Link>
    </p>
  )
}

interface FieldProps {
  readonly id: string
  readonly name: string
  readonly type?: "email" | "password" | "text"
  readonly autoComplete: string
  readonly value?: string | undefined
  readonly help?: string
  readonly fault?: FieldFault | undefined
  readonly optional?: boolean
  /** Among fields that may be left empty, those that may not carry a star. */
  readonly marked?: boolean
  readonly fixed?: boolean
  readonly inputMode?: "numeric" | "text"
  readonly maxLength?: number
}

/** A labelled field; what is wrong stands above what was typed. */
export function DoorField(props: FieldProps) {
  const { doors } = useWords()
  const { id, name, help, fault, optional = false, marked = false, fixed = false } = props
  const told = [fault && `${id}-fault`, help && `${id}-help`].filter(Boolean).join(" ")
  return (
    <div>
      <label htmlFor={id} className="text-lead font-semibold">
        {name}
        {marked && <span aria-hidden="true"> *</span>}
      </label>
      {help && (
        <p id={`${id}-help`} className="text-fine text-faint">
          {help}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className="fault">
          {doors.faults[fault]}
        </p>
      )}
      <input
        id={id}
        name={id}
        type={props.type ?? "text"}
        inputMode={props.inputMode}
        autoComplete={props.autoComplete}
        defaultValue={props.value}
        required={!optional}
        readOnly={fixed}
        maxLength={props.maxLength}
        aria-describedby={told || undefined}
        aria-invalid={fault ? true : undefined}
        className="field"
      />
    </div>
  )
}

interface AccountFormProps {
  readonly action: string
  readonly go: string
  readonly values: AccountValues
  readonly faults: AccountFaults
  /** The address is given, not typed. */
  readonly fixed?: boolean
  /** Whether the terms have to be accepted. */
  readonly terms: boolean
}

/** Address, password, a name if one likes, and the terms. */
export function AccountForm({ action, go, values, faults, fixed = false, terms }: AccountFormProps) {
  const { doors } = useWords()
  return (
    <form method="post" action={action} className="setup door-form" noValidate>
      <p className="text-fine text-faint">{doors.mandatory}</p>
      <DoorField
        id="email"
        name={doors.email}
        type="email"
        autoComplete="username"
        value={values.email}
        fault={faults.email}
        fixed={fixed}
        marked
      />
      <DoorField
        id="password"
        name={doors.password}
        type="password"
        autoComplete="new-password"
        help={doors.passwordHelp}
        fault={faults.password}
        marked
      />
      <DoorField
        id="name"
        name={doors.name}
        autoComplete="nickname"
        value={values.name}
        help={doors.nameHelp}
        fault={faults.name}
        optional
        maxLength={80}
      />
      {terms && <Terms accepted={values.terms} fault={faults.terms} />}
      <button type="submit" className="button">
        {go}
      </button>
    </form>
  )
}

function Terms({ accepted, fault }: { readonly accepted: boolean; readonly fault: FieldFault | undefined }) {
  const { doors } = useWords()
  return (
    <div>
      {fault && (
        <p id="terms-fault" className="fault">
          {doors.faults[fault]}
        </p>
      )}
      <p className="choice">
        <input
          id="terms"
          type="checkbox"
          name="terms"
          defaultChecked={accepted}
          required
          aria-describedby={fault ? "terms-fault" : undefined}
          aria-invalid={fault ? true : undefined}
        />
        <label htmlFor="terms">
          {doors.terms.before}
          <Link to="/terms" className="link">
            {doors.terms.link}
          </Link>
          <span aria-hidden="true"> *</span>
        </label>
      </p>
    </div>
  )
}
