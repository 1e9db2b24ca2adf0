import type { Pack } from "@vigie/seeds"
import { sourceById } from "@vigie/sources"
import type { Config } from "@vigie/stages/config"
import type { MissingKey } from "@vigie/stages/installation"
import { feedsOf, type SetupRequest } from "@vigie/stages/setup"
import { sayEvery } from "../options.ts"

const LICENCES = {
  open: "free to pass on",
  display: "shown here with its name, passed on to nobody",
  none: "for your eyes, passed on to nobody",
} as const

/** What would be asked of whom, how often, and what may be done with it: before anybody is asked anything. */
export function planInWords(
  config: Config,
  request: SetupRequest,
  packs: readonly Pack[],
  testMail: string | null,
): readonly string[] {
  const wins = (name: string, stated: string | null) => (stated === null ? "" : ` (but ${name}=${stated} wins)`)
  return [
    `territory: ${request.territory.toUpperCase()}${wins("VIGIE_TERRITORY", config.statedTerritory)}`,
    `contact, in each request: ${request.contact.trim()}${wins("VIGIE_CONTACT", config.contact)}`,
    ...packs.flatMap((pack) => [`pack ${pack.id}: ${pack.title.en}`, ...feedsInWords(pack, config)]),
    ...(testMail === null ? [] : [`one test mail to ${testMail}`]),
  ]
}

function feedsInWords(pack: Pack, config: Config): readonly string[] {
  return feedsOf(pack, config).map(({ source: id, host, everyMs }, index) => {
    const { name } = sourceById(id)
    const { why, licence, paceMs } = pack.sources[index]!
    const pace = `every ${sayEvery(everyMs)}, at least ${paceMs / 1000} s between two requests`
    return `  ${name}: ${host} is asked ${pace}; no key; ${LICENCES[licence]}: ${why.en}`
  })
}

/** What is left out for want of a key, and where to get it. */
export function keysInWords(keys: readonly MissingKey[]): readonly string[] {
  return keys.map(({ name, source, about, getAt }) => {
    const where = getAt === undefined ? "" : `; get it at ${getAt}`
    return `${source} is off: ${name} is not set (${about})${where}, then put it in .env`
  })
}
