import type { Setting, Settings, Source } from "@vigie/sources"

/* Which sources find what: light, for pages and the command line too. */

/** One film's own page or answer can be a target of this source; its feed, where it has one, needs none. */
export function hasFilmTargets(source: Source): boolean {
  const canFind = source.refOf !== undefined || source.lookup !== undefined
  return source.scope === "film" ? canFind : source.scope === "feed" && source.refOf !== undefined
}

/** It says which film is meant, and nothing about where to watch it. */
export function onlyFinds(source: Source): boolean {
  return source.scope === "lookup" && source.lookup !== undefined
}

/** The required settings that are not set. */
export function missingSettings(source: Source, settings: Settings): readonly Setting[] {
  return source.settings.filter((setting) => setting.required === true && !settings[setting.name]?.trim())
}

/**
 * The sources that are asked for a film, in order: those that only find come first, since the ids they know lead to the
 * others. A source that lacks a key is not asked; invented films are asked of nobody.
 */
export function locatingSources(sources: Iterable<Source>, settings: Settings): readonly Source[] {
  const able = [...sources].filter(
    (source) =>
      source.demo !== true &&
      (hasFilmTargets(source) || onlyFinds(source)) &&
      missingSettings(source, settings).length === 0,
  )
  const order = (source: Source) => (onlyFinds(source) ? 0 : source.lookup ? 1 : 2)
  return able.sort((a, b) => order(a) - order(b))
}
