import type { ReactNode } from "react"
import type { TerritoryChoice } from "../../data/site/territories.server.ts"
import type { PackChoice, SetupSheet, SetupValues } from "../../data/sources/setup.server.ts"
import type { FieldFaults } from "../../data/sources/setup-form.server.ts"
import { useWords } from "../../i18n/words.ts"

interface SetupFormProps {
  readonly sheet: SetupSheet
  readonly values: SetupValues
  readonly faults: FieldFaults
}

/** Territory, contact, sources, and an address to try: what was typed stays, what is wrong is said beside it. */
export function SetupForm({ sheet, values, faults }: SetupFormProps) {
  const { setup } = useWords()
  return (
    <form method="post" action="/setup" className="setup" noValidate>
      <Field
        id="territory"
        name={setup.territory}
        help={setup.territoryHelp}
        fault={faults.territory}
        note={sheet.environment.territory}
      >
        <select
          id="territory"
          name="territory"
          defaultValue={values.territory}
          required
          {...told("territory", faults.territory)}
          className="field"
        >
          <option value="">{setup.choose}</option>
          <Territories name={setup.withPack} of={sheet.territories.withPack} />
          <Territories name={setup.without} of={sheet.territories.others} />
        </select>
      </Field>
      <Field
        id="contact"
        name={setup.contact}
        help={setup.contactHelp}
        fault={faults.contact}
        note={sheet.environment.contact}
      >
        <input
          id="contact"
          name="contact"
          type="text"
          inputMode="email"
          autoComplete="email"
          defaultValue={values.contact}
          required
          {...told("contact", faults.contact)}
          className="field"
        />
      </Field>
      <fieldset aria-describedby="packs-help packs-fault">
        <legend className="text-lead font-semibold">{setup.packs}</legend>
        <p id="packs-help" className="text-fine text-faint">
          {setup.packsHelp}
        </p>
        <Fault id="packs" words={faults.packs} />
        {sheet.packs.map((pack) => (
          <Choice key={pack.id} pack={pack} on={values.packs.includes(pack.id)} />
        ))}
      </fieldset>
      <Field id="mail" name={setup.mail} optional={setup.optional} help={sheet.mailHelp} fault={faults.mail}>
        <input
          id="mail"
          name="mail"
          type="email"
          autoComplete="email"
          defaultValue={values.mail}
          {...told("mail", faults.mail)}
          className="field"
        />
      </Field>
      <button type="submit" className="button">
        {sheet.isDone ? setup.save : setup.go}
      </button>
    </form>
  )
}

/** What a reader hears with a field: its help, and its fault first. */
function told(id: string, fault: string | undefined) {
  return fault === undefined
    ? { "aria-describedby": `${id}-help` }
    : { "aria-describedby": `${id}-fault ${id}-help`, "aria-invalid": true as const }
}

interface FieldProps {
  readonly id: string
  readonly name: string
  readonly help: string
  readonly fault: string | undefined
  readonly optional?: string
  readonly note?: string | null
  readonly children: ReactNode
}

function Field({ id, name, help, fault, optional, note, children }: FieldProps) {
  return (
    <div>
      <label htmlFor={id} className="text-lead font-semibold">
        {name}
      </label>
      {optional && <span className="text-fine text-faint"> ({optional})</span>}
      <p id={`${id}-help`} className="text-fine text-faint">
        {help}
        {note && (
          <>
            {" "}
            <strong>{note}</strong>
          </>
        )}
      </p>
      <Fault id={id} words={fault} />
      {children}
    </div>
  )
}

function Fault({ id, words }: { readonly id: string; readonly words: string | undefined }) {
  if (words === undefined) return null
  return (
    <p id={`${id}-fault`} className="fault">
      {words}
    </p>
  )
}

function Territories({ name, of }: { readonly name: string; readonly of: readonly TerritoryChoice[] }) {
  return (
    <optgroup label={name}>
      {of.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </optgroup>
  )
}

function Choice({ pack, on }: { readonly pack: PackChoice; readonly on: boolean }) {
  return (
    <div className="pack">
      <label className="choice">
        <input type="checkbox" name="pack" value={pack.id} defaultChecked={on} aria-describedby={`pack-${pack.id}`} />
        <span className="text-lead font-semibold">{pack.name}</span>
      </label>
      <ul id={`pack-${pack.id}`} className="lines">
        {pack.sources.map((source) => (
          <li key={source.name} className="entry">
            <p>
              <strong>{source.name}</strong>, {source.why}
            </p>
            <p className="text-fine text-faint">{source.terms.join(" · ")}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
