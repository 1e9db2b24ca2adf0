import { Link } from "react-router"
import type { HistoryForm } from "../../data/history/history-form.server.ts"
import { useWords } from "../../i18n/words.ts"

/** What is shown, as a plain form that asks the same page; folded away on arrival. */
export function HistoryFilters({ form, action }: { readonly form: HistoryForm; readonly action: string }) {
  const { history: words } = useWords()
  const { chosen } = form
  return (
    <search>
      <form action={action} method="get" className="filtering mt-6">
        <details className="older">
          <summary className="sign">{form.count === 0 ? words.filters : words.filtersOn(form.count)}</summary>
          <fieldset className="filter-group">
            <legend className="label">{words.dates}</legend>
            <Day name="from" label={words.from} value={chosen.from} />
            <Day name="to" label={words.to} value={chosen.to} />
            <Choice name="unit" label={words.unit} value={chosen.unit} options={form.options.unit} />
          </fieldset>
          <fieldset className="filter-group">
            <legend className="label">{words.changes(2).replace(/^.*?\s/u, "")}</legend>
            <Choice
              name="territory"
              label={words.territory}
              value={chosen.territory}
              options={form.options.territory}
            />
            <Choice name="kind" label={words.kind} value={chosen.kind} options={form.options.kind} />
            <Choice name="how" label={words.how} value={chosen.how} options={form.options.how} />
            <Choice name="change" label={words.change} value={chosen.change} options={form.options.change} />
            <Choice name="by" label={words.by} value={chosen.by} options={form.options.by} />
          </fieldset>
          {form.providers.length > 0 && (
            <fieldset className="py-2">
              <legend className="label">{words.provider}</legend>
              <p className="text-fine text-faint">{words.providersHelp}</p>
              <ul className="columns provider-choices">
                {form.providers.map(({ value, name, on }) => (
                  <li key={value}>
                    <label className="choice">
                      <input type="checkbox" name="provider" value={value} defaultChecked={on} />
                      {name}
                    </label>
                  </li>
                ))}
              </ul>
            </fieldset>
          )}
          {form.mine !== null && <Tick name="mine" label={words.mine} on={form.mine} />}
          <Tick name="first" label={words.first} on={form.first} />
          <p className="mt-4 flex flex-wrap items-center gap-6">
            <button type="submit" className="button">
              {words.apply}
            </button>
            {form.count > 0 && (
              <Link to={action} className="link">
                {words.clear}
              </Link>
            )}
          </p>
        </details>
      </form>
    </search>
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly value: string
}

function Day({ name, label, value }: FieldProps) {
  return (
    <div>
      <label htmlFor={`h-${name}`}>{label}</label>
      <input id={`h-${name}`} type="date" name={name} defaultValue={value} className="field" />
    </div>
  )
}

function Choice(
  props: FieldProps & { readonly options: readonly { readonly value: string; readonly name: string }[] },
) {
  const { name, label, value, options } = props
  return (
    <div>
      <label htmlFor={`h-${name}`}>{label}</label>
      <select id={`h-${name}`} name={name} defaultValue={value} className="field">
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  )
}

function Tick({ name, label, on }: { readonly name: string; readonly label: string; readonly on: boolean }) {
  return (
    <label className="choice">
      <input type="checkbox" name={name} value="1" defaultChecked={on} />
      {label}
    </label>
  )
}

/** What of the address was not used. */
export function HistoryNotes({ notes }: { readonly notes: readonly string[] }) {
  const { history: words } = useWords()
  if (notes.length === 0) return null
  return (
    <div className="notice mt-6" role="status">
      <p>{words.ignored}</p>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  )
}
