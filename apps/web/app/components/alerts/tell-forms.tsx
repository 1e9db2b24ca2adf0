import { Link } from "react-router"
import type { Faults } from "../../data/account/account-profile.server.ts"
import type { TellValues } from "../../data/alerts/tell-form.server.ts"
import type { TellSheet } from "../../data/alerts/tell-settings.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Options, SelectField, TextField } from "../site/fields.tsx"
import { Part } from "../site/heading.tsx"
import { Doubts } from "../watchlist/watchlist-parts.tsx"

interface TellFormProps {
  readonly sheet: TellSheet
  readonly values: TellValues
  readonly faults: Faults
}

/** At which rhythm, at which hour, never between which, and how often a day at most. */
export function TellForm({ sheet, values, faults }: TellFormProps) {
  const { alerts: words, account } = useWords()
  return (
    <form method="post" action="/account/alerts" className="form" noValidate>
      <SelectField id="when" label={words.when} help={words.whenHelp} fault={faults.when} value={values.when}>
        <option value="now">{words.now}</option>
        {sheet.rhythms.map(({ name, of }) => (
          <optgroup key={name} label={name}>
            <Options of={of} />
          </optgroup>
        ))}
      </SelectField>
      <SelectField
        id="hour"
        label={words.hour}
        help={words.hourHelp(sheet.zone)}
        fault={faults.hour}
        value={values.hour}
      >
        <Options of={sheet.hours} />
      </SelectField>
      <fieldset>
        <legend className="text-lead font-semibold">{words.quiet}</legend>
        <p className="mb-2 text-fine text-faint">{words.quietHelp}</p>
        <div className="times">
          <TextField id="from" label={words.from} type="time" value={values.from} fault={faults.from} />
          <TextField id="to" label={words.to} type="time" value={values.to} fault={faults.to} />
        </div>
      </fieldset>
      <TextField
        id="cap"
        label={words.cap}
        help={words.capHelp}
        fault={faults.cap}
        value={values.cap}
        inputMode="numeric"
        maxLength={3}
      />
      <button type="submit" name="act" value="save" className="button-quiet">
        {account.save}
      </button>
    </form>
  )
}

/** What waits for a later hour, and the button that sends it now. */
export function Waiting({ sheet: { waiting } }: Pick<TellFormProps, "sheet">) {
  const { alerts: words } = useWords()
  return (
    <Part id="waiting" name={words.waiting}>
      {waiting.length === 0 ? (
        <p className="text-faint">{words.nothingWaits}</p>
      ) : (
        <>
          <ul className="mb-4">
            {waiting.map(({ id, words: said }) => (
              <li key={id} className="text-lead">
                {said}
              </li>
            ))}
          </ul>
          <form method="post" action="/account/alerts">
            <button type="submit" name="act" value="send" className="button-quiet">
              {words.sendNow}
            </button>
          </form>
        </>
      )}
      <p className="mt-4">
        <Link to="/watchlist/told" className="link">
          {words.told}
        </Link>
      </p>
    </Part>
  )
}

/** What is told at all: the rule of all films, and the standing ones. */
export function TellRules({ sheet: { rule, standing } }: Pick<TellFormProps, "sheet">) {
  const { alerts: words, watchlist } = useWords()
  return (
    <Part id="rules" name={words.rules}>
      <p>
        <strong className="sign">{watchlist.ruleIs}</strong> {rule.words}.
      </p>
      <Doubts rule={rule} />
      <p className="text-fine text-faint">{watchlist.defaultRuleHelp}</p>
      <p className="mt-2 flex flex-wrap gap-x-8 gap-y-2">
        <Link to="/watchlist/rule" className="link small-link">
          {watchlist.changeDefault}
        </Link>
        <Link to="/rules" className="link small-link">
          {words.standing.count(standing)}
        </Link>
      </p>
    </Part>
  )
}
