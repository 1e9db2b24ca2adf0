import type { RuleDraft } from "../../data/watchlist/rule-draft.server.ts"
import type { RuleFaults, RuleValues } from "../../data/watchlist/rule-values.server.ts"
import type { RuleSetting } from "../../data/watchlist/watchlist-rule.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Options, SelectField } from "../site/fields.tsx"
import { Tick, Ticks, TypedField } from "./rule-fields.tsx"

interface PartProps {
  readonly setting: RuleSetting
  readonly draft: RuleDraft
}

/** Of which changes; how near to the end, and at which price, only where these are asked for. */
export function RuleChanges({ setting, draft: { values, faults } }: PartProps) {
  const { rule: words } = useWords().watchlist
  return (
    <Ticks
      id="changes"
      name={words.changes}
      fault={faults.changes}
      on={values.changes}
      options={setting.options.changes}
    >
      <div className="with when-closing">
        <TypedField
          id="leads"
          name={words.leads}
          help={words.leadsHelp}
          fault={faults.leads}
          value={values.leads}
          minor
        />
      </div>
      <fieldset className="with when-repriced">
        <legend className="font-semibold">{words.prices}</legend>
        <TypedField
          id="target"
          name={words.target}
          help={words.targetHelp(setting.currency)}
          fault={faults.target}
          value={values.target}
          numeric
          minor
        />
        <Tick id="low" name={words.low} on={values.low} />
      </fieldset>
    </Ticks>
  )
}

const FINE: readonly (keyof RuleFaults)[] = [
  "kinds",
  "quality",
  "tongue",
  "audio",
  "subtitles",
  "described",
  "territories",
]

/** Whether the fold holds something that is not as on arrival, or wrong. */
function isFine({ kinds, quality, tongue, described, territories }: RuleValues, faults: RuleFaults): boolean {
  const said = [quality, tongue, described, territories].some((one) => one !== "")
  const usual = kinds.length === 2 && kinds.includes("vod") && kinds.includes("replay")
  return said || !usual || FINE.some((field) => faults[field] !== undefined)
}

/** What few people ask for, folded away until somebody does: form, quality, languages, territories. */
export function RuleHow({ setting, draft: { values, faults } }: PartProps) {
  const { rule: words } = useWords().watchlist
  const { options } = setting
  return (
    <details className="older" open={isFine(values, faults)}>
      <summary>{words.fold}</summary>
      <div className="ruling-fold">
        <Ticks id="kinds" name={words.kinds} fault={faults.kinds} on={values.kinds} options={options.kinds} />
        <Ticks
          id="quality"
          name={words.quality}
          fault={faults.quality}
          on={[values.quality]}
          one
          options={[{ value: "", name: words.anyQuality }, ...options.qualities]}
        />
        <RuleVersion setting={setting} values={values} faults={faults} />
        <TypedField
          id="territories"
          name={words.territories}
          help={words.territoriesHelp(setting.territories)}
          fault={faults.territories}
          value={values.territories}
        />
      </div>
    </details>
  )
}

function RuleVersion({ setting, values, faults }: Pick<PartProps, "setting"> & Pick<RuleDraft, "values" | "faults">) {
  const { rule: words } = useWords().watchlist
  return (
    <Ticks
      id="tongue"
      name={words.tongue}
      fault={faults.tongue}
      on={[values.tongue]}
      options={setting.options.tongues}
      one
      tall
    >
      <div className="with tongue-custom">
        <TypedField
          id="audio"
          name={words.audio}
          help={words.audioHelp}
          fault={faults.audio}
          value={values.audio}
          minor
        />
        <TypedField
          id="subtitles"
          name={words.subtitles}
          help={words.subtitlesHelp}
          fault={faults.subtitles}
          value={values.subtitles}
          minor
        />
      </div>
      <Tick id="described" name={words.described} on={values.described} />
      <p className="text-fine text-faint">{words.versionHelp}</p>
    </Ticks>
  )
}

/** How often: with everything else, or at a rhythm of its own. */
export function RuleWhen({ setting, draft: { values, faults } }: PartProps) {
  const { rule: words } = useWords().watchlist
  return (
    <SelectField id="when" label={words.when} help={words.whenHelp} fault={faults.when} value={values.when}>
      <option value="">{words.whenOwn}</option>
      <option value="now">{words.whenNow}</option>
      {setting.options.rhythms.map(({ name, of }) => (
        <optgroup key={name} label={name}>
          <Options of={of} />
        </optgroup>
      ))}
    </SelectField>
  )
}
