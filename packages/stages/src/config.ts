import path from "node:path"
import { fileURLToPath } from "node:url"
import { DomainError, parseTerritory } from "@vigie/core"
import { type AllowHosts, contactFault, parseAllowHosts } from "@vigie/net"
import { type Setting, settingsOf, sources } from "@vigie/sources"
import { z } from "zod"

/** What an installation is told by its environment; every field has a working default on a fresh clone. */
export interface Config {
  /** Null: the built-in PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null
  /** Null: the queues live in PostgreSQL. */
  readonly redisUrl: string | null
  readonly resendApiKey: string | null
  readonly resendBaseUrl: string | null
  /** Null: what Resend says is not listened to. */
  readonly resendWebhookSecret: string | null
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly baseUrl: string
  readonly host: string
  readonly port: number
  readonly healthPort: number
  /** `VIGIE_CONTACT` where it is set: it wins over the set-up's. */
  readonly contact: string | null
  readonly dataDir: string
  readonly allowHosts: AllowHosts
  /** Who may come in: one person on this machine, those invited, or whoever signs up. */
  readonly accounts: "local" | "invite" | "open"
  /** How many proxies stand in front: so many of the last forwarded addresses are believed; 0 believes none. */
  readonly trustProxy: number
  readonly demo: boolean
  readonly demoPort: number
  /** Before the set-up says otherwise. */
  readonly territory: string
  /** `VIGIE_TERRITORY` where it is set: it wins over the set-up's. */
  readonly statedTerritory: string | null
  readonly logLevel: string
  /** The sources' own settings, by name. */
  readonly settings: Readonly<Record<string, string | undefined>>
}

const home = fileURLToPath(new URL("../../../.data", import.meta.url))

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `expected a URL that begins with ${protocols.map((one) => `${one}//`).join(" or ")}`,
  })
const port = z.coerce.number({ error: "expected a port, 0 to 65535" }).int().min(0).max(65_535)
const onOff = z.enum(["0", "1"], { error: "expected 0 or 1" })

interface Variable {
  readonly about: string
  readonly secret?: boolean
  readonly type: z.ZodType
  /** Shown in `.env.example`; what counts when the variable is not set. */
  readonly default?: string
}

/** Every variable that Vigie reads besides its sources' settings. */
export const VARIABLES = {
  DATABASE_URL: {
    about: "PostgreSQL 18; empty: the built-in one",
    secret: true,
    type: url(["postgres:", "postgresql:"]),
  },
  REDIS_URL: {
    about: "Redis for the queues; empty: they live in PostgreSQL",
    secret: true,
    type: url(["redis:", "rediss:"]),
  },
  RESEND_API_KEY: { about: "sends mail through Resend", secret: true, type: z.string().min(1) },
  RESEND_WEBHOOK_SECRET: {
    about: "checks what Resend says of bounces and complaints at <BASE_URL>/webhooks/resend",
    secret: true,
    type: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{22,}={0,2}$/, { error: "expected the signing secret of the webhook, whsec_…" }),
  },
  RESEND_BASE_URL: { about: "another address of Resend's API", type: url(["http:", "https:"]) },
  SMTP_URL: {
    about: "sends mail through this server; with no key and no server, mails are kept in the mailbox",
    secret: true,
    type: url(["smtp:", "smtps:"]),
  },
  MAIL_FROM: { about: "the sender of every mail", type: z.string().min(3), default: "Vigie <vigie@localhost>" },
  BASE_URL: {
    about: "where people reach this installation; links in mails begin with it",
    type: url(["http:", "https:"]),
    default: "http://127.0.0.1:3000",
  },
  HOST: {
    about:
      "the address the web server listens on; while VIGIE_ACCOUNTS is local loopback only, or 0.0.0.0 in a container",
    type: z.string().min(1),
    default: "127.0.0.1",
  },
  PORT: { about: "the web server's port", type: port, default: "3000" },
  HEALTH_PORT: { about: "the worker's health endpoint, /healthz; 0: any free port", type: port, default: "0" },
  VIGIE_ACCOUNTS: {
    about:
      "who may come in: local (one person, no sign-in, this machine only), invite (those an operator invites) or open (whoever signs up)",
    type: z.enum(["local", "invite", "open"], { error: "expected local, invite or open" }),
    default: "local",
  },
  TRUST_PROXY: {
    about: "how many proxies stand in front of the web server; only what they add to forwarded headers is believed",
    type: z.coerce.number({ error: "expected a number of proxies, 0 to 9" }).int().min(0).max(9),
    default: "0",
  },
  VIGIE_CONTACT: {
    about:
      "how the sites that are asked reach you (an e-mail address or a URL); wins over `vigie setup`; without either none is asked",
    type: z.string().refine((text) => contactFault(text) === null, {
      error: "expected an e-mail address or a URL in plain ASCII, at most 200 characters",
    }),
  },
  VIGIE_TERRITORY: {
    about: "the territory of new targets and users, ISO 3166-1; wins over `vigie setup`; FR before either",
    type: z.string(),
  },
  VIGIE_DATA_DIR: { about: "the built-in PostgreSQL and the mailbox", type: z.string().min(1), default: ".data" },
  VIGIE_ALLOW_HOSTS: {
    about: "private addresses that may be asked all the same: host:port, by commas",
    type: z.string(),
  },
  VIGIE_DEMO: {
    about: "1: invented films that show how it works; 0: none; on with the built-in database only, unless set",
    type: onOff,
  },
  VIGIE_DEMO_PORT: { about: "the port of the demonstration's own pages", type: port, default: "3999" },
  LOG_LEVEL: {
    about: "what the worker and the web server log",
    type: z.enum(["debug", "info", "warn", "error", "silent"]),
    default: "info",
  },
} as const satisfies Record<string, Variable>

export const ENV_NAMES: readonly string[] = [
  ...Object.keys(VARIABLES),
  ...settingsOf(sources).map((setting) => setting.name),
]

/** Environment as `process.env` gives it; an empty value counts as not set. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Reads the environment. Throws DomainError naming each faulty variable and what was expected; secrets are not shown. */
export function readConfig(env: Environment): Config {
  const values = new Map<string, unknown>()
  const faults: string[] = []
  for (const [name, variable] of Object.entries(VARIABLES) as [string, Variable][]) {
    const given = env[name]?.trim() || variable.default
    if (given === undefined) continue
    const read = variable.type.safeParse(given)
    if (read.success) values.set(name, read.data)
    else faults.push(`${name}${variable.secret ? "" : `=${JSON.stringify(given)}`}: ${read.error.issues[0]?.message}`)
  }
  const allowHosts = attempt(faults, () => parseAllowHosts(env.VIGIE_ALLOW_HOSTS), new Set<string>())
  const territory = attempt(faults, () => parseTerritory(env.VIGIE_TERRITORY?.trim() || "FR"), "FR")
  if (faults.length > 0) throw new DomainError("invalid", faults.join("; "))
  const text = (name: keyof typeof VARIABLES) => (values.get(name) as string | undefined) ?? null
  const portNumber = values.get("PORT") as number
  return {
    databaseUrl: text("DATABASE_URL"),
    redisUrl: text("REDIS_URL"),
    resendApiKey: text("RESEND_API_KEY"),
    resendBaseUrl: text("RESEND_BASE_URL"),
    resendWebhookSecret: text("RESEND_WEBHOOK_SECRET"),
    smtpUrl: text("SMTP_URL"),
    mailFrom: text("MAIL_FROM")!,
    baseUrl: (env.BASE_URL?.trim() || `http://127.0.0.1:${portNumber}`).replace(/\/+$/, ""),
    host: text("HOST")!,
    port: portNumber,
    healthPort: values.get("HEALTH_PORT") as number,
    contact: text("VIGIE_CONTACT"),
    dataDir: env.VIGIE_DATA_DIR?.trim() ? path.resolve(env.VIGIE_DATA_DIR.trim()) : home,
    allowHosts,
    accounts: text("VIGIE_ACCOUNTS") as Config["accounts"],
    trustProxy: values.get("TRUST_PROXY") as number,
    demo: (text("VIGIE_DEMO") ?? (text("DATABASE_URL") === null ? "1" : "0")) === "1",
    demoPort: values.get("VIGIE_DEMO_PORT") as number,
    territory,
    statedTerritory: env.VIGIE_TERRITORY?.trim() ? territory : null,
    logLevel: text("LOG_LEVEL")!,
    settings: Object.fromEntries(
      settingsOf(sources).map((setting) => [setting.name, env[setting.name]?.trim() || setting.default]),
    ),
  }
}

function attempt<T>(faults: string[], read: () => T, otherwise: T): T {
  try {
    return read()
  } catch (error) {
    faults.push((error as Error).message)
    return otherwise
  }
}

/** The text of `.env.example`: every variable with what it is for, built from the lists above and the sources. */
export function envExample(): string {
  const own = Object.entries(VARIABLES).map(
    ([name, variable]: [string, Variable]) => `# ${variable.about}\n#${name}=${variable.default ?? ""}`,
  )
  const theirs = settingsOf(sources).map(
    (setting: Setting) => `# ${setting.about}\n#${setting.name}=${setting.default ?? ""}`,
  )
  return `${["# Copy to .env, or set in the environment. Everything is optional.", ...own, ...theirs].join("\n\n")}\n`
}

/** The private addresses that may be asked: the demonstration's own server is one of them while there is one. */
export function allowedHosts(config: Config): AllowHosts {
  return config.demo ? new Set([...config.allowHosts, `127.0.0.1:${config.demoPort}`]) : config.allowHosts
}

/** Where mails are kept when there is no other way out. */
export function mailboxDir(config: Config): string {
  return path.join(config.dataDir, "mailbox")
}
