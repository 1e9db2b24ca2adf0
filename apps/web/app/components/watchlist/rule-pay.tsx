import type { RuleDraft } from "../../data/watchlist/rule-draft.server.ts"
import type { RuleSetting } from "../../data/watchlist/watchlist-rule.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Choices, Fault, Ticks, TypedField } from "./rule-fields.tsx"

interface RulePayProps {
  readonly setting: RuleSetting
  readonly draft: RuleDraft
  readonly at: string
}

/** What one is ready to pay: one plain choice, and under the last of them every condition by itself. */
export function RulePay({ setting, draft, at }: RulePayProps) {
  const { rule: words } = useWords().watchlist
  const { values, faults } = draft
  return (
    <Ticks id="pay" name={words.pay} fault={faults.pay} on={[values.pay]} options={setting.options.pays} one tall>
      <div className="with pay-rent">
        <TypedField
          id="rent"
          name={words.rent}
          help={words.rentHelp(setting.currency)}
          fault={faults.rent}
          value={values.rent}
          numeric
          minor
        />
      </div>
      <div className="with pay-custom">
        <Ticks id="ways" name={words.ways} fault={faults.ways} on={values.ways} options={setting.options.ways} />
        <TypedField
          id="price"
          name={words.price}
          help={words.priceHelp(setting.currency)}
          fault={faults.price}
          value={values.price}
          numeric
        />
        <Where draft={draft} at={at} />
      </div>
    </Ticks>
  )
}

function Where({ draft, at }: Pick<RulePayProps, "draft" | "at">) {
  const { rule: words } = useWords().watchlist
  const { values, faults } = draft
  const wheres = (["any", "mine", "subscribed", "named"] as const).map((value) => ({
    value,
    name: words.providers[value],
  }))
  return (
    <Ticks id="providers" name={words.where} fault={faults.providers} on={[values.providers]} options={wheres} one tall>
      <Named draft={draft} at={at} />
    </Ticks>
  )
}

/** The providers to tick: the ticked ones first, then those that the text finds, found again by its own button. */
function Named({ draft: { choices, values, faults }, at }: Pick<RulePayProps, "draft" | "at">) {
  const { rule: words } = useWords().watchlist
  return (
    <fieldset
      id="named"
      className="with where-named"
      aria-describedby={faults.named === undefined ? undefined : "named-fault"}
    >
      <legend className="font-semibold">{words.named}</legend>
      <Fault id="named" words={faults.named} />
      {choices.ticked.length > 0 && (
        <div className="ticks named-on">
          <Choices id="named" on={values.named} options={choices.ticked} />
        </div>
      )}
      <div className="find">
        <label htmlFor="find" className="text-fine text-faint">
          {words.find}
        </label>
        <div className="flex">
          <input id="find" name="find" type="search" defaultValue={values.find} maxLength={100} className="field" />
          <button type="submit" name="act" value="find" formAction={`${at}#named`} className="button-go">
            {words.findGo}
          </button>
        </div>
      </div>
      {choices.others.length === 0 ? (
        <p className="text-fine text-faint">{words.findNone}</p>
      ) : (
        <div className="ticks">
          <Choices id="named" on={values.named} options={choices.others} />
        </div>
      )}
      {choices.more > 0 && <p className="text-fine text-faint">{words.findMore(choices.more)}</p>}
    </fieldset>
  )
}
