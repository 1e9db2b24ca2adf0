import type { Ms } from "@vigie/core"
import { readSetup, type Setup, type Tx } from "@vigie/db"
import { type Setting, sources } from "@vigie/sources"
import type { Config } from "./config.ts"

/** What holds for an installation: what was said at its set-up, and the environment, which wins where it says something. */
export interface Installation {
  /** Of new targets and users. */
  readonly territory: string
  /** How the sites that are asked reach the operator; null: none is asked (I11). */
  readonly contact: string | null
  /** The packs that are switched on, by id. */
  readonly packs: readonly string[]
  /** When it was set up last; null before. */
  readonly at: Ms | null
}

export function installationOf(config: Config, setup: Setup | null): Installation {
  return {
    territory: config.statedTerritory ?? setup?.territory ?? config.territory,
    contact: config.contact ?? setup?.contact ?? null,
    packs: setup?.packs ?? [],
    at: setup?.at ?? null,
  }
}

export async function readInstallation(db: Tx, config: Config): Promise<Installation> {
  return installationOf(config, await readSetup(db))
}

/** A key that a source cannot be asked without, and that is not set. */
export interface MissingKey extends Setting {
  /** The source that needs it. */
  readonly id: string
  readonly source: string
}

/** What would be asked, too, if its key were there; `.env` is where to put it. */
export function missingKeys(config: Config): readonly MissingKey[] {
  return sources.flatMap(({ id, name: source, settings }) =>
    settings
      .filter((one) => one.required === true && !config.settings[one.name])
      .map((one) => ({ ...one, id, source })),
  )
}
