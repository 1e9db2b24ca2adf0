import type { ReactNode } from "react"
import { Link } from "react-router"
import type { Asked, FilterName } from "../../data/catalogue/catalogue.server.ts"
import { useWords } from "../../i18n/words.ts"
import { SearchField } from "./search-form.tsx"

export interface Option {
  readonly value: string
  readonly name: string
}

export interface FilterForm {
  readonly asked: Asked
  /** By the filter's name. */
  readonly options: Readonly<
    Record<"provider" | "country" | "genre" | "decade" | "kind" | "how" | "quality" | "sort", readonly Option[]>
  >
  readonly currency: string
  /** What narrows the list, each with the address that is without it. */
  readonly chips: readonly { readonly name: string; readonly without: string }[]
}

/** The catalogue's one form: a search, its filters folded away on arrival, and what they narrow to. */
export function Filters({ form }: { readonly form: FilterForm }) {
  const { catalogue: words } = useWords()
  const { asked, chips } = form
  return (
    <>
      <search>
        <form action="/films" method="get" className="searching filtering">
          <SearchField query={asked.q ?? ""} />
          <details className="older">
            <summary className="sign">{chips.length === 0 ? words.filters : words.filtersOn(chips.length)}</summary>
            <Fields form={form} />
          </details>
        </form>
      </search>
      <Chips chips={chips} />
    </>
  )
}

function Fields({ form }: { readonly form: FilterForm }) {
  const { catalogue: words } = useWords()
  const { asked, options, currency } = form
  const text = (name: "person" | "place" | "award") => <Text name={name} value={asked[name]} />
  const choice = (name: keyof typeof options) => <Choice name={name} value={asked[name]} options={options[name]} />
  return (
    <>
      <Group name={words.about}>
        {text("person")}
        {text("place")}
        {text("award")}
        {choice("country")}
        {choice("genre")}
        {choice("decade")}
        <Text name="year" value={asked.year} numeric />
      </Group>
      <Group name={words.watching}>
        {choice("provider")}
        {choice("how")}
        {choice("kind")}
        {choice("quality")}
        <Text name="price" value={asked.price} numeric help={words.priceHelp(currency)} />
        <label className="choice">
          <input type="checkbox" name="now" value="1" defaultChecked={asked.now === "1"} />
          {words.now}
        </label>
      </Group>
      <Group name={words.sort}>{choice("sort")}</Group>
      <button type="submit" className="button mt-4">
        {words.apply}
      </button>
    </>
  )
}

function Group({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <fieldset className="filter-group">
      <legend className="label">{name}</legend>
      {children}
    </fieldset>
  )
}

interface FieldProps {
  readonly name: Exclude<FilterName, "q">
  readonly value: string | undefined
}

function Text({ name, value, numeric, help }: FieldProps & { readonly numeric?: boolean; readonly help?: string }) {
  const { catalogue: words } = useWords()
  return (
    <div>
      <label htmlFor={`f-${name}`}>{words[name] as string}</label>
      <input
        id={`f-${name}`}
        name={name}
        defaultValue={value}
        maxLength={numeric ? 7 : 200}
        autoComplete="off"
        className="field"
        {...(numeric ? { inputMode: "decimal" } : {})}
        {...(help ? { "aria-describedby": `h-${name}` } : {})}
      />
      {help && (
        <p id={`h-${name}`} className="text-fine text-faint">
          {help}
        </p>
      )}
    </div>
  )
}

function Choice({ name, value, options }: FieldProps & { readonly options: readonly Option[] }) {
  const { catalogue: words } = useWords()
  return (
    <div>
      <label htmlFor={`f-${name}`}>{words[name] as string}</label>
      <select id={`f-${name}`} name={name} defaultValue={value ?? ""} className="field">
        {name !== "sort" && <option value="">{words.any}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  )
}

function Chips({ chips }: Pick<FilterForm, "chips">) {
  const { catalogue: words } = useWords()
  if (chips.length === 0) return null
  return (
    <ul className="chips" aria-label={words.filters}>
      {chips.map(({ name, without }) => (
        <li key={name}>
          <Link to={without} className="chip">
            <span className="sr-only">{words.without(name)}</span>
            <span aria-hidden="true">{name} ×</span>
          </Link>
        </li>
      ))}
      <li>
        <Link to="/films" className="link">
          {words.clear}
        </Link>
      </li>
    </ul>
  )
}
