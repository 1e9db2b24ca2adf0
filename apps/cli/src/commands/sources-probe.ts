import { existsSync } from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { zoneOf } from "@vigie/core"
import { listTargets } from "@vigie/db"
import { type Answer, assertPublicUrl, type Net, NetError, openNet, openPacer } from "@vigie/net"
import {
  maxBytesOf,
  openDocument,
  parseDocument,
  type Source,
  sourceById,
  type TargetRef,
  withoutSecrets,
} from "@vigie/sources"
import { allowedHosts, type Config } from "@vigie/stages/config"
import { installationOf, readInstallation } from "@vigie/stages/installation"
import { DEFAULT_REFERENCE } from "@vigie/stages/setup"
import { enabledSources } from "@vigie/stages/sources"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { BadInput, lineOf, WorkFailed } from "../errors.ts"
import { urlOption } from "../options.ts"
import type { Row } from "../output.ts"

interface Probe {
  readonly source: string
  readonly address: string
  readonly robots: string | null
  readonly status: number | null
  readonly size: number | null
  readonly sightings: number | null
  readonly error: string | null
}

/** One real request to each source asked for, under the same rules as a check; nothing is stored. */
export async function sourcesProbe(
  context: Context,
  id: string | undefined,
  options: { readonly url?: string },
): Promise<void> {
  const { config, clock, out } = context
  const enabled = enabledSources(config)
  const chosen = id === undefined ? enabled : [sourceById(id, enabled)]
  if (options.url !== undefined && id === undefined) throw new BadInput("--url: say which source reads it")
  const url = options.url === undefined ? null : urlOption(options.url, config)
  const { installation, references } = await whatIsKnown(context)
  const { contact } = installation
  const net = openNet({
    contact,
    allowHosts: allowedHosts(config),
    userAgentUrl: config.baseUrl,
    version: "0.1",
    now: clock,
  })
  try {
    const probes: Probe[] = []
    for (const source of chosen)
      probes.push(await probe(context, net, source, url ?? references.get(source.id) ?? ownReference(source, config)))
    out.rows(probes.map((one): Row => ({ ...one })))
    const failed = probes.filter((one) => one.status === null)
    if (failed.length > 0) throw new WorkFailed(failed.map((one) => `${one.source}: ${one.error}`).join("; "))
  } finally {
    await net.close()
  }
}

/** The installation, and of each source a target's reference, where there is a database already: probing makes none. */
async function whatIsKnown(context: Context) {
  const { databaseUrl, dataDir } = context.config
  if (databaseUrl === null && !existsSync(path.join(dataDir, "postgres")))
    return { installation: installationOf(context.config, null), references: new Map<string, string>() }
  return withDb(context, async (db) => {
    const active = (await listTargets(db)).filter((one) => one.state === "active")
    const references = new Map(active.map((one) => [one.source, one.reference]))
    return { installation: await readInstallation(db, context.config), references }
  })
}

/** What a source without a target is asked: a feed, the address of its own setting where it has one; else the home page. */
function ownReference(source: Source, { territory, settings }: Config): string {
  if (source.scope !== "feed") return source.homepage
  const target = { source: source.id, reference: DEFAULT_REFERENCE, territory, zone: zoneOf(territory) }
  const { url } = source.request({ ...target, film: null, publishedAt: null }, settings)
  return URL.canParse(url) ? DEFAULT_REFERENCE : source.homepage
}

async function probe({ config, clock }: Context, net: Net, source: Source, reference: string): Promise<Probe> {
  const { territory, settings } = config
  const target = { source: source.id, reference, territory, zone: zoneOf(territory), film: null, publishedAt: null }
  const pacer = openPacer({ minIntervalMs: source.pace.minIntervalMs, maxWaitMs: 60_000, now: clock, sleep })
  const pace = (host: string, hintMs: number | null) => pacer.wait(host, hintMs)
  const found = { source: source.id, robots: null, status: null, size: null, sightings: null }
  let address = reference
  let robots: string | null = null
  try {
    // A source that lacks a key, or a reference it cannot use, is one line of the answer, not the end of it.
    const request = source.request(target, settings)
    address = withoutSecrets(source, settings, request.url)
    assertPublicUrl(request.url, allowedHosts(config))
    // A documented API's own rules stand in place of robots.txt, as in a check.
    const crawled = source.api === undefined
    if (crawled) robots = (await net.robots(request.url, { pace })).verdict
    const answer = await net.get(request, { maxBytes: maxBytesOf(source), pace, robots: crawled })
    const size = answer.notModified ? 0 : answer.bytes.byteLength
    return {
      ...found,
      address,
      robots,
      status: answer.status,
      size,
      ...(await readIn(source, target, answer, clock())),
    }
  } catch (error) {
    const status = error instanceof NetError ? error.status : null
    return { ...found, address, robots, status, error: lineOf(error) }
  }
}

async function readIn(source: Source, target: TargetRef, answer: Answer, readAt: number) {
  if (answer.notModified) return { sightings: null, error: "not modified" }
  try {
    const { snapshot } = await parseDocument(source, openDocument({ ...answer, readAt }, maxBytesOf(source)), target)
    return { sightings: snapshot.sightings.length, error: null }
  } catch (error) {
    return { sightings: null, error: lineOf(error) }
  }
}
