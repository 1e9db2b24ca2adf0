import { enabledSources } from "@vigie/stages/sources"
import type { Context } from "../context.ts"

const COLUMNS = ["id", "name", "scope", "pace", "republish", "settings", "homepage"]

export async function sourcesList({ config, out }: Context): Promise<void> {
  const rows = enabledSources(config).map(({ id, name, scope, homepage, pace, licence, settings }) => ({
    id,
    name,
    scope,
    homepage,
    pace,
    licence,
    settings: settings.map(({ name, about, secret, required = false, getAt = null }) => {
      return { name, about, secret, required, getAt, set: Boolean(config.settings[name]) }
    }),
  }))
  if (out.json) return out.rows(rows)
  const said = rows.map(({ pace, licence, settings, ...row }) => ({
    ...row,
    pace: `${pace.minIntervalMs / 1000} s`,
    republish: licence.republish,
    settings: settings.map(({ name, set, getAt }) => `${name}${set ? "" : ` (missing${getAt ? `: ${getAt}` : ""})`}`),
  }))
  out.rows(said, COLUMNS)
}
