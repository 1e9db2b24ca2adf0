import type { AccountSheet, ProfileValues } from "../../data/account/account-page.server.ts"
import type { Faults } from "../../data/account/account-profile.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Options, SelectField, TextField } from "../site/fields.tsx"

interface ProfileFormProps {
  readonly sheet: AccountSheet
  readonly values: ProfileValues
  readonly faults: Faults
}

/** Who one is, in what language, by which clock, and where one watches films. */
export function ProfileForm({ sheet, values, faults }: ProfileFormProps) {
  const { account } = useWords()
  const { profile } = account
  const territories = sheet.territories.map(({ code, name }) => ({ value: code, name }))
  return (
    <form method="post" action="/account" className="form" noValidate>
      <p className="text-fine text-faint">{account.mandatory}</p>
      <TextField
        id="name"
        label={profile.name}
        help={profile.nameHelp}
        fault={faults.name}
        value={values.name}
        autoComplete="name"
        required
      />
      <SelectField
        id="locale"
        label={profile.locale}
        help={sheet.local ? profile.localeHelpLocal : profile.localeHelp}
        fault={faults.locale}
        value={values.locale}
        required
      >
        <option value="fr">{profile.locales.fr}</option>
        <option value="en">{profile.locales.en}</option>
      </SelectField>
      <SelectField
        id="territory"
        label={profile.territory}
        help={profile.territoryHelp}
        fault={faults.territory}
        value={values.territory}
        required
      >
        <Options of={territories} />
      </SelectField>
      <Also sheet={sheet} values={values} />
      <SelectField id="add" label={profile.add} help={profile.addHelp} fault={faults.add} value={values.add}>
        <option value="">{profile.addNone}</option>
        <Options of={territories} />
      </SelectField>
      <SelectField
        id="zone"
        label={profile.zone}
        help={profile.zoneHelp}
        fault={faults.zone}
        value={values.zone}
        required
      >
        {sheet.zones.map(({ name, of }) => (
          <optgroup key={name} label={name}>
            <Options of={of} />
          </optgroup>
        ))}
      </SelectField>
      <Save act="profile" />
    </form>
  )
}

/** The territories that count besides one's own; unticked, they go. */
function Also({ sheet, values }: Pick<ProfileFormProps, "sheet" | "values">) {
  const { profile } = useWords().account
  if (sheet.also.length === 0) return null
  return (
    <fieldset>
      <legend className="text-lead font-semibold">{profile.also}</legend>
      {sheet.also.map(({ code, name }) => (
        <label key={code} className="choice">
          <input type="checkbox" name="also" value={code} defaultChecked={values.also.includes(code)} />
          {name}
        </label>
      ))}
    </fieldset>
  )
}

interface AddressFormProps {
  readonly sheet: AccountSheet
  readonly typed: string
  readonly faults: Faults
}

export function AddressForm({ sheet, typed, faults }: AddressFormProps) {
  const { address, twoFactor } = useWords().account
  return (
    <form method="post" action="/account" className="form" noValidate>
      <p className="max-w-prose">{sheet.address === null ? address.nowHere : address.now(sheet.address)}</p>
      <TextField
        id="address"
        label={address.next}
        help={sheet.local ? address.nextHelpLocal : address.nextHelp}
        fault={faults.address}
        value={typed}
        type="email"
        autoComplete="email"
        required
      />
      {!sheet.local && (
        <TextField
          id="address-password"
          name="password"
          label={twoFactor.password}
          fault={faults.password}
          type="password"
          autoComplete="current-password"
          required
        />
      )}
      <Save act="address" name={address.go} />
    </form>
  )
}

export function PasswordForm({ address, faults }: { readonly address: string; readonly faults: Faults }) {
  const { password } = useWords().account
  return (
    <form method="post" action="/account" className="form" noValidate>
      {/* For password managers: whose password it is. */}
      <input type="hidden" name="username" autoComplete="username" value={address} />
      <TextField
        id="current"
        label={password.current}
        fault={faults.current}
        type="password"
        autoComplete="current-password"
        required
      />
      <TextField
        id="next"
        label={password.next}
        help={password.nextHelp}
        fault={faults.next}
        type="password"
        autoComplete="new-password"
        required
      />
      <p className="text-fine text-faint">{password.others}</p>
      <Save act="password" name={password.go} />
    </form>
  )
}

function Save({ act, name }: { readonly act: string; readonly name?: string }) {
  const { account } = useWords()
  return (
    <button type="submit" name="act" value={act} className="button-quiet">
      {name ?? account.save}
    </button>
  )
}
