import { Link } from "react-router"
import type { CalendarSheet } from "../../data/calendar/calendar.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Option } from "../catalogue/filters.tsx"

/** Which month, whose films, and which of them: links and one form, all of it in the address. */
export function CalendarControls({ sheet }: { readonly sheet: CalendarSheet }) {
  const { cal } = useWords()
  const { asked, links } = sheet
  return (
    <div className="cal-controls">
      <nav aria-label={cal.title} className="cal-nav">
        <Link to={links.previous} className="button-quiet" rel="prev">
          <span aria-hidden="true">←</span>
          <span className="sr-only">{cal.previous}</span>
        </Link>
        <a href={links.today} className="button-quiet">
          {cal.today}
        </a>
        <Link to={links.next} className="button-quiet" rel="next">
          <span aria-hidden="true">→</span>
          <span className="sr-only">{cal.next}</span>
        </Link>
      </nav>
      {sheet.mine && (
        <nav aria-label={cal.scope} className="switch">
          <Choice to={links.list} name={cal.list} on={asked.of === "list"} />
          <Choice to={links.all} name={cal.all} on={asked.of === "all"} />
        </nav>
      )}
      <Narrow sheet={sheet} />
      {asked.day !== null && (
        <Link to={links.month} className="link">
          {cal.wholeMonth}
        </Link>
      )}
      {asked.day === null && !asked.grid && (
        <Link to={links.grid} className="link cal-phone">
          {cal.showGrid}
        </Link>
      )}
    </div>
  )
}

function Choice({ to, name, on }: { readonly to: string; readonly name: string; readonly on: boolean }) {
  return (
    <Link to={to} className="nav" {...(on ? { "aria-current": "true" as const } : {})}>
      {name}
    </Link>
  )
}

function Narrow({ sheet }: { readonly sheet: CalendarSheet }) {
  const { cal } = useWords()
  const { asked, providers, kinds } = sheet
  const kept = { month: asked.month, of: asked.of, ...(asked.grid ? { view: "month" } : {}) }
  return (
    <form action="/calendar" method="get" className="cal-filters">
      {Object.entries(asked.day === null ? kept : { ...kept, day: asked.day }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Select name="provider" label={cal.provider} value={asked.provider} options={providers} />
      <Select name="kind" label={cal.kind} value={asked.kind} options={kinds} />
      <button type="submit" className="button-quiet">
        {cal.apply}
      </button>
    </form>
  )
}

interface SelectProps {
  readonly name: string
  readonly label: string
  readonly value: string | null
  readonly options: readonly Option[]
}

function Select({ name, label, value, options }: SelectProps) {
  const { cal } = useWords()
  return (
    <p>
      <label htmlFor={`c-${name}`} className="label block">
        {label}
      </label>
      <select id={`c-${name}`} name={name} defaultValue={value ?? ""} className="field">
        <option value="">{cal.any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </p>
  )
}
