import type { RuleFaults, RuleValues } from "../../data/watchlist/rule-form.server.ts"
import type { RuleSheet } from "../../data/watchlist/watchlist-rule.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Ticks, TypedField } from "./rule-fields.tsx"

interface RuleFormProps {
  readonly sheet: RuleSheet
  readonly action: string
  readonly values: RuleValues
  readonly faults: RuleFaults
}

/** What to be told, where, how and up to which price: what was typed stays, what is wrong is said beside it. */
export function RuleForm({ sheet, action, values, faults }: RuleFormProps) {
  const { rule: words } = useWords().watchlist
  const { options } = sheet
  const wheres = [
    { value: "any", name: words.providers.any },
    { value: "mine", name: words.providers.mine },
    ...(sheet.named === null ? [] : [{ value: "named", name: words.providers.named(sheet.named) }]),
  ]
  return (
    <form method="post" action={action} className="setup ruling" noValidate>
      <Ticks id="changes" name={words.changes} fault={faults.changes} on={values.changes} options={options.changes} />
      <TypedField id="leads" name={words.leads} help={words.leadsHelp} fault={faults.leads} value={values.leads} />
      <Ticks id="providers" name={words.where} fault={faults.providers} on={[values.providers]} options={wheres} one />
      <Ticks id="kinds" name={words.kinds} fault={faults.kinds} on={values.kinds} options={options.kinds} />
      <Ticks id="ways" name={words.ways} fault={faults.ways} on={values.ways} options={options.ways} />
      <TypedField
        id="price"
        name={words.price}
        help={words.priceHelp(sheet.currency)}
        fault={faults.price}
        value={values.price}
        numeric
      />
      <Ticks
        id="quality"
        name={words.quality}
        fault={faults.quality}
        on={[values.quality]}
        one
        options={[{ value: "", name: words.anyQuality }, ...options.qualities]}
      />
      <TypedField
        id="territories"
        name={words.territories}
        help={words.territoriesHelp(sheet.territories)}
        fault={faults.territories}
        value={values.territories}
      />
      <Buttons sheet={sheet} />
    </form>
  )
}

function Buttons({ sheet }: { readonly sheet: RuleSheet }) {
  const { rule: words } = useWords().watchlist
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <button type="submit" name="act" value="save" className="button">
        {words.save}
      </button>
      {sheet.own && (
        <button type="submit" name="act" value="reset" className="button-plain">
          {sheet.films === null ? words.resetDefault : words.reset}
        </button>
      )}
    </div>
  )
}
