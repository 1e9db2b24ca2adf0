import type { ServiceGroup, ServiceLine, Services } from "../../data/account/services.server.ts"
import { useWords } from "../../i18n/words.ts"

/** What one has, those with the most to see first; the ones with nothing to see now are folded away. */
export function ServicesForm({ first, others }: Services) {
  const { account } = useWords()
  const { services } = account
  if (first.length + others.length === 0) return <p className="text-faint">{services.none}</p>
  return (
    <form method="post" action="/account" className="services">
      <p className="mb-4 max-w-prose">{services.help}</p>
      {first.length > 0 && <Groups of={first} />}
      {others.length > 0 && (
        <details className="older mt-4" open={first.length === 0}>
          <summary>
            {services.others(others.reduce((sum, { own, within }) => sum + within.length + (own ? 1 : 0), 0))}
          </summary>
          <Groups of={others} />
        </details>
      )}
      <button type="submit" name="act" value="services" className="button-quiet mt-6">
        {account.save}
      </button>
    </form>
  )
}

function Groups({ of }: { readonly of: readonly ServiceGroup[] }) {
  return (
    <ul className="columns">
      {of.map((group) => (
        <li key={group.own?.id ?? group.name}>
          {group.within.length === 0 && group.own ? <Tick of={group.own} /> : <Group group={group} />}
        </li>
      ))}
    </ul>
  )
}

function Group({ group: { name, own, within } }: { readonly group: ServiceGroup }) {
  const { services } = useWords().account
  return (
    <fieldset>
      <legend className={own ? "sr-only" : "label pt-2"}>{services.group(name)}</legend>
      {own && <Tick of={own} />}
      <div className="within">
        {within.map((line) => (
          <Tick key={line.id} of={line} />
        ))}
      </div>
    </fieldset>
  )
}

function Tick({ of: { id, name, on } }: { readonly of: ServiceLine }) {
  return (
    <label className="choice">
      <input type="checkbox" name="service" value={id} defaultChecked={on} />
      {name}
    </label>
  )
}
