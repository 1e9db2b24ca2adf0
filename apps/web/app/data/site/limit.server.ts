import { createHmac } from "node:crypto"
import { agoInWords, type Ms } from "@vigie/core"
import { ensureSecret, freeLimits, type LimitRule, takePoint } from "@vigie/db"
import { data } from "react-router"
import { ADDRESS_HEADER } from "../../../src/client-address.ts"
import { config } from "../../../src/env.ts"
import { ask } from "./db.server.ts"
import type { Viewer } from "./viewer.server.ts"

const MINUTE = 60_000
const rule = (points: number, minutes: number): LimitRule => ({ points, windowMs: minutes * MINUTE })

/** How often one address, and one account, may do each of these. */
const RULES = {
  signIn: { address: rule(40, 15), account: rule(10, 15) },
  signUp: { address: rule(10, 60), account: rule(3, 60) },
  reset: { address: rule(10, 60), account: rule(3, 60) },
  verify: { address: rule(10, 60), account: rule(3, 60) },
  lookUp: { address: rule(30, 10), account: rule(30, 10) },
  import: { address: rule(20, 60), account: rule(20, 60) },
  invite: { address: rule(20, 60), account: rule(10, 60) },
  changes: { address: rule(120, 1), account: rule(120, 1) },
  testChannel: { address: rule(30, 10), account: rule(10, 10) },
  checkNow: { address: rule(30, 10), account: rule(20, 10) },
} as const satisfies Record<string, { readonly address: LimitRule; readonly account: LimitRule }>

export type Limited = keyof typeof RULES

/** Whoever is alone on a machine is in nobody's way; a page that repeats itself by mistake still ends. */
const LOCAL_FACTOR = 20

/** What a page that was asked for too often is told: the thrown data of its 429. */
export interface TooOften {
  readonly limit: Limited
  readonly retryAt: Ms
  /** In the reader's words: "dans 12 min". */
  readonly when: string
}

/**
 * Counts one try of `what`, by the address it comes from and by account: the one signed in, or the one `account` names (an
 * e-mail address that is typed). Throws a 429 page with Retry-After that says when to come back; a form that keeps what was
 * typed asks `limitOf` instead. Call it in actions, before the work.
 */
export async function takeLimit(
  request: Request,
  viewer: Pick<Viewer, "user" | "now" | "locale">,
  what: Limited,
  account?: string,
): Promise<void> {
  const retryAt = await limitOf(request, viewer, what, account)
  if (retryAt === null) return
  const when = agoInWords(retryAt, viewer.locale, viewer.now)
  throw data({ limit: what, retryAt, when } satisfies TooOften, tooOften(retryAt, viewer.now))
}

/** The same, without throwing: when one may try again, or null when this try counts. */
export async function limitOf(
  request: Request,
  { user, now }: Pick<Viewer, "user" | "now">,
  what: Limited,
  account: string | undefined = user?.id,
): Promise<Ms | null> {
  const keys = await keysOf(request, what, account)
  const states = await ask((db) =>
    Promise.all(keys.map(([by, key]) => takePoint(db, key, generous(RULES[what][by]), now))),
  )
  const over = states.flatMap((state) => (state.ok ? [] : [state.retryAt]))
  return over.length === 0 ? null : Math.max(...over)
}

/** Somebody showed who they are: their earlier tries of `what` no longer count against the account. */
export async function freeLimit(request: Request, what: Limited, account: string): Promise<void> {
  const keys = await keysOf(request, what, account)
  await ask((db) =>
    freeLimits(
      db,
      keys.flatMap(([by, key]) => (by === "account" ? [key] : [])),
    ),
  )
}

/** Status and headers of the answer to one who came too often (RFC 6585 §4). */
export function tooOften(retryAt: Ms, now: Ms): { readonly status: 429; readonly headers: Record<string, string> } {
  return { status: 429, headers: { "retry-after": String(Math.max(1, Math.ceil((retryAt - now) / 1000))) } }
}

function generous({ points, windowMs }: LimitRule): LimitRule {
  return { points: config.accounts === "local" ? points * LOCAL_FACTOR : points, windowMs }
}

/** Rows of counts name nobody: they are kept under a keyed hash. */
async function keysOf(
  request: Request,
  what: Limited,
  account: string | undefined,
): Promise<readonly (readonly ["address" | "account", string])[]> {
  const secret = await ask(ensureSecret)
  const seal = (by: "address" | "account", value: string) =>
    [by, `${what}:${createHmac("sha256", secret).update(`limit:${by}:${value}`).digest("base64url")}`] as const
  const address = seal("address", request.headers.get(ADDRESS_HEADER) ?? "")
  return account === undefined ? [address] : [address, seal("account", account.trim().toLowerCase())]
}
