import { DomainError, quote } from "@vigie/core"
import { arte } from "./arte/index.ts"
import { demo } from "./demo/index.ts"
import { filmingPlaces } from "./filming-places/index.ts"
import { francetv } from "./francetv/index.ts"
import { press } from "./press/index.ts"
import type { Setting, Settings, Source } from "./source.ts"
import { tmdb } from "./tmdb/index.ts"
import { unifrance } from "./unifrance/index.ts"
import { wikidata } from "./wikidata/index.ts"
import { xmltv } from "./xmltv/index.ts"

/** Every source there is, one line each; a test compares it with the folders. */
export const sources: readonly Source[] = [
  // In alphabetical order.
  arte,
  demo,
  filmingPlaces,
  francetv,
  press,
  tmdb,
  unifrance,
  wikidata,
  xmltv,
]

/** Throws DomainError("not_found") that lists the sources there are. */
export function sourceById(id: string, among: readonly Source[] = sources): Source {
  const source = among.find((each) => each.id === id)
  if (source) return source
  const known = among.map((each) => each.id).join(", ")
  throw new DomainError("not_found", `unknown source ${quote(id)}: expected one of ${known}`)
}

/** Text that is stored or shown, without what the source's secret settings hold. */
export function withoutSecrets(source: Source, settings: Settings, text: string): string {
  const secrets = source.settings.filter((setting) => setting.secret).map((setting) => settings[setting.name])
  return secrets.reduce<string>((shown, secret) => (secret ? shown.replaceAll(secret, "…") : shown), text)
}

/** The settings that sources declare, each name once, in registry order: what env.ts and `.env.example` are built from. */
export function settingsOf(among: readonly Source[] = sources): readonly Setting[] {
  const byName = new Map<string, Setting>()
  for (const setting of among.flatMap((source) => source.settings)) {
    if (!byName.has(setting.name)) byName.set(setting.name, setting)
  }
  return [...byName.values()]
}
