import type { Context } from "../context.ts"
import { sourcesOf } from "../sources.ts"

const COLUMNS = ["id", "name", "scope", "pace", "republish", "settings", "homepage"]

export async function sourcesList({ config, out }: Context): Promise<void> {
  const rows = sourcesOf(config).map(({ id, name, scope, homepage, pace, licence, settings }) => ({
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
