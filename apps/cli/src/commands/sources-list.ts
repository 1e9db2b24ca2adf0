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
    settings: settings.map(({ name, about, secret }) => ({ name, about, secret, set: Boolean(config.settings[name]) })),
  }))
  if (out.json) return out.rows(rows)
  const said = rows.map(({ pace, licence, settings, ...row }) => ({
    ...row,
    pace: `${pace.minIntervalMs / 1000} s`,
    republish: licence.republish,
    settings: settings.map(({ name, set }) => `${name}${set ? "" : " (missing)"}`),
  }))
  out.rows(said, COLUMNS)
}
