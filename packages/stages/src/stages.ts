import { drawVapidKeys, type Transport, type Vapid } from "@vigie/channels"
import type { Ms } from "@vigie/core"
import { type Db, ensureSecret, ensureSetting, openDb, type SourceFacts } from "@vigie/db"
import { type Net, openNet } from "@vigie/net"
import type { Source } from "@vigie/sources"
import { allowedHosts, type Config } from "./config.ts"
import { type Installation, readInstallation } from "./installation.ts"
import { followSettings } from "./setup.ts"
import { enabledSources, factsOf } from "./sources.ts"
import { openOwnTransport, vapidSubject } from "./transport.ts"

/** The named points of the fault programme, in the order of a change's way from page to mail. */
export const POINTS = [
  "claimed",
  "fetched",
  "before-commit",
  "after-commit",
  "relayed",
  "alerting",
  "alerted",
  "rendered",
  "handing",
  "accepted",
  "before-marking",
  "marked",
] as const
export type Point = (typeof POINTS)[number]

/** What every stage works with; opened once per process. */
export interface Stages {
  readonly config: Config
  readonly db: Db
  readonly net: Net
  readonly transport: Transport
  readonly sources: ReadonlyMap<string, Source>
  readonly facts: ReadonlyMap<string, SourceFacts>
  /** Signs unsubscribe links. */
  readonly secret: string
  /** By which push services know this installation, with its contact as of now. */
  readonly vapid: () => Vapid
  /** The moment of checks, confirmations and rules; the real clock unless a command line says otherwise. */
  readonly now: () => Ms
  /** The real clock, epoch ms: pace and delivery retries. */
  readonly clock: () => Ms
  /** In [0, 1). */
  readonly random: () => number
  /** True when `now` is not the real clock. */
  readonly simulated: boolean
  /** Called when a stage passes a named point; the fault programme stops the process there. */
  readonly at: (point: Point) => void
  /** As last read: its contact is in the User-Agent of what is asked from then on. */
  readonly installation: () => Installation
  /** Reads the installation again: a set-up counts without a restart. */
  readonly refresh: () => Promise<void>
  close(): Promise<void>
}

export interface StagesOptions {
  readonly config: Config
  readonly databaseUrl: string
  readonly clock: () => Ms
  readonly random: () => number
  /** A moment that stands for now; null = the clock. */
  readonly simulatedNow?: Ms | null
  readonly connections?: number
  /** In place of the installation's own: for benches and tests. */
  readonly sources?: readonly Source[]
  readonly at?: (point: Point) => void
  readonly onError?: (error: Error) => void
}

/** Opens what the stages work with: database, net and transport. Throws one line naming what is wrong. */
export async function openStages(options: StagesOptions): Promise<Stages> {
  const { config } = options
  const enabled = options.sources ?? enabledSources(config)
  const db = openDb(options.databaseUrl, {
    max: options.connections ?? 5,
    ...(options.onError ? { onError: options.onError } : {}),
  })
  let installation = await readInstallation(db, config)
  await followSettings(db, config, enabled)
  const net = openNet({
    contact: () => installation.contact,
    allowHosts: allowedHosts(config),
    userAgentUrl: config.baseUrl,
    version: "0.1",
    now: options.clock,
  })
  const transport = openOwnTransport(config)
  const keys = await ensureSetting(db, "vapid", drawVapidKeys)
  const simulated = options.simulatedNow ?? null
  return {
    config,
    db,
    net,
    transport,
    sources: new Map(enabled.map((source) => [source.id, source])),
    facts: new Map(enabled.map((source) => [source.id, factsOf(source)])),
    secret: await ensureSecret(db),
    vapid: () => ({ ...keys, subject: vapidSubject(config, installation.contact) }),
    now: simulated === null ? options.clock : () => simulated,
    clock: options.clock,
    random: options.random,
    simulated: simulated !== null,
    at: options.at ?? (() => {}),
    installation: () => installation,
    refresh: async () => {
      installation = await readInstallation(db, config)
    },
    close: async () => {
      await Promise.all([net.close(), transport.close()])
      await db.close()
    },
  }
}
