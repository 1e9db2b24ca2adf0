import { DomainError, isTerritory, type Ms, quote, zoneOf } from "@vigie/core"
import { type Db, listNamedFeeds, moveHost, type PackTarget, writeSetup } from "@vigie/db"
import { assertPublicUrl, type ContactFault, contactFault, hostOf } from "@vigie/net"
import { type Source, sourceById, type TargetRef } from "@vigie/sources"
import { allowedHosts, type Config } from "./config.ts"
import { enabledSources } from "./sources.ts"

/** The reference of a feed that asks what its source's own setting says. */
export const DEFAULT_REFERENCE = "default"

/** Feeds of one territory that are switched on together (`seeds/packs`). */
export interface Pack {
  readonly id: string
  readonly territory: string
  readonly sources: readonly {
    readonly source: string
    /** `default`: the address that the source's own setting gives. */
    readonly reference: string
    readonly everyMs?: number | undefined
  }[]
}

/** What a person says at the set-up, unread. */
export interface SetupRequest {
  readonly territory: string
  readonly contact: string
  /** Ids of packs; none is an answer, too. */
  readonly packs: readonly string[]
}

/** What cannot be used of a request, field by field. `elsewhere`: a pack of another territory. */
export type SetupFault =
  | { readonly field: "territory"; readonly why: "empty" | "unknown" }
  | { readonly field: "contact"; readonly why: ContactFault }
  | { readonly field: "packs"; readonly why: "unknown" | "elsewhere"; readonly pack: string }

/** Everything that is wrong with a request at once; nothing may be stored of one that has a fault. */
export function setupFaults(request: SetupRequest, packs: readonly Pack[]): readonly SetupFault[] {
  const territory = territoryIn(request)
  const contact = contactFault(request.contact)
  return [
    ...(territory === "" ? [{ field: "territory", why: "empty" } as const] : []),
    ...(territory !== "" && !isTerritory(territory) ? [{ field: "territory", why: "unknown" } as const] : []),
    ...(contact === null ? [] : [{ field: "contact", why: contact } as const]),
    ...request.packs.flatMap((id): SetupFault[] => {
      const pack = packs.find((each) => each.id === id)
      if (!pack) return [{ field: "packs", why: "unknown", pack: id }]
      const fits = !isTerritory(territory) || pack.territory === territory
      return fits ? [] : [{ field: "packs", why: "elsewhere", pack: id }]
    }),
  ]
}

function territoryIn({ territory }: SetupRequest): string {
  return territory.trim().toUpperCase()
}

const CONTACT_FAULTS: Readonly<Record<ContactFault, string>> = {
  empty: "expected an e-mail address or a URL by which sites can reach you",
  too_long: "expected at most 200 characters",
  unwritable: "expected an e-mail address or a URL in plain ASCII, without parentheses or line breaks",
  no_contact: "expected an e-mail address or a URL, such as me@example.org or https://example.org/about",
}

/** A fault on one line: the value, and what was expected. */
export function faultInWords(fault: SetupFault, request: SetupRequest, packs: readonly Pack[]): string {
  const known = packs.map(({ id, territory }) => `${id} (${territory})`).join(", ")
  switch (fault.field) {
    case "territory":
      return `territory ${quote(request.territory)}: expected an ISO 3166-1 code such as FR`
    case "contact":
      return `contact ${quote(request.contact)}: ${CONTACT_FAULTS[fault.why]}`
    case "packs": {
      const where = fault.why === "elsewhere" ? ` is not for ${territoryIn(request)}` : ""
      return `pack ${quote(fault.pack)}${where}: expected one of ${known}`
    }
  }
}

/** What a set-up works with. */
export interface SetupTools {
  readonly config: Config
  /** Every pack there is. */
  readonly packs: readonly Pack[]
  readonly now: Ms
  /** Who asks, for the audit. */
  readonly actor: "web" | "command line"
}

/**
 * Sets an installation up, or anew: settings, targets of the packs, hosts and audit in one transaction. Asks nobody.
 * Throws DomainError("invalid") naming everything that is wrong, and stores nothing then. Gives the feeds that are on.
 */
export async function setUp(db: Db, tools: SetupTools, request: SetupRequest): Promise<readonly PackTarget[]> {
  const faults = setupFaults(request, tools.packs)
  if (faults.length > 0)
    throw new DomainError("invalid", faults.map((fault) => faultInWords(fault, request, tools.packs)).join("; "))
  const ids = [...new Set(request.packs)]
  const on = tools.packs.filter(({ id }) => ids.includes(id)).flatMap((pack) => feedsOf(pack, tools.config))
  const isOn = (feed: PackTarget) => on.some((one) => keyOf(one) === keyOf(feed))
  const off = tools.packs.flatMap((pack) => feedsOf(pack, tools.config)).filter((feed) => !isOn(feed))
  const setup = { territory: territoryIn(request), contact: request.contact.trim(), packs: ids, at: tools.now }
  await writeSetup(db, setup, { on, off }, tools.actor)
  return on
}

function keyOf({ source, reference, territory }: PackTarget): string {
  return JSON.stringify([source, reference, territory])
}

/** A pack's feeds with the hosts they ask. Throws where a setting gives an address that may not be asked (I12). */
export function feedsOf({ territory, sources }: Pack, config: Config): readonly PackTarget[] {
  return sources.map(({ source: id, reference, everyMs }) => {
    const source = sourceById(id, enabledSources(config))
    const target = { source: id, reference, territory, everyMs: everyMs ?? source.everyMs }
    return { ...target, host: hostAsked(source, feedRef(target), config) }
  })
}

function feedRef({ source, reference, territory }: Pick<PackTarget, "source" | "reference" | "territory">): TargetRef {
  return { source, reference, territory, zone: zoneOf(territory), film: null, publishedAt: null }
}

/** The address a source asks for a target. Throws as its `request`, and NetError for one that may not be asked (I12). */
export function addressAsked(source: Source, target: TargetRef, config: Config): string {
  const { url } = source.request(target, config.settings)
  assertPublicUrl(url, allowedHosts(config))
  return url
}

/** The `host:port` of that address: the key of the pace. Throws the same. */
export function hostAsked(source: Source, target: TargetRef, config: Config): string {
  return hostOf(addressAsked(source, target, config))
}

/**
 * Feeds that ask what a setting says keep the pace of the host it says today; returns how many have moved. One whose
 * setting gives no usable address stays: its next check says why it fails.
 */
export async function followSettings(db: Db, config: Config, sources: readonly Source[]): Promise<number> {
  let moved = 0
  for (const feed of await listNamedFeeds(db)) {
    const source = sources.find(({ id }) => id === feed.source)
    const host = source === undefined ? null : hostOrNull(source, feed, config)
    if (host === null || host === feed.host) continue
    await moveHost(db, feed.id, host)
    moved += 1
  }
  return moved
}

function hostOrNull(source: Source, feed: PackTarget, config: Config): string | null {
  try {
    return hostAsked(source, feedRef(feed), config)
  } catch {
    return null
  }
}
