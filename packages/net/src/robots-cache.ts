import { NetError } from "./error.ts"
import { type RobotsState, robotsMissing } from "./robots.ts"
import { parseRobots, type RobotsRules } from "./robots-rules.ts"

/** Where robots.txt states may be kept beyond this process, by origin (`https://film.example`). */
export interface RobotsStore {
  get(origin: string): Promise<RobotsState | null>
  set(origin: string, state: RobotsState): Promise<void>
}

export interface KnownRobots {
  readonly state: RobotsState
  readonly rules: RobotsRules
}

export interface RobotsCache {
  /** What is known and fresh without asking anybody. */
  peek(origin: string): KnownRobots | null
  /** Memory, else the store, else `read`; callers of one origin share one request. */
  find(origin: string, read: () => Promise<RobotsState>): Promise<KnownRobots>
}

/** An origin's rules are small but its file may be 500 KiB. */
const maxOrigins = 500

/** These say nothing about the host's robots.txt, so they are thrown and not kept. */
const ours: ReadonlySet<string> = new Set(["bad_url", "refused_address", "no_contact", "pace", "aborted"])

export function openRobotsCache(userAgent: string, now: () => number, store: RobotsStore | null): RobotsCache {
  const known = new Map<string, KnownRobots>()
  const pending = new Map<string, Promise<KnownRobots>>()

  const keep = (origin: string, state: RobotsState): KnownRobots => {
    const entry = { state, rules: parseRobots(state.text, userAgent) }
    known.delete(origin)
    known.set(origin, entry)
    const oldest = known.size > maxOrigins ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
    return entry
  }
  const peek = (origin: string): KnownRobots | null => {
    const entry = known.get(origin)
    return entry !== undefined && now() < entry.state.freshUntil ? entry : null
  }
  const load = async (origin: string, read: () => Promise<RobotsState>): Promise<KnownRobots> => {
    const stored = (await store?.get(origin)) ?? null
    if (stored !== null && now() < stored.freshUntil) return keep(origin, stored)
    const state = await read().catch((error: unknown) => {
      if (error instanceof NetError && !ours.has(error.kind)) return robotsMissing(error, now())
      throw error
    })
    await store?.set(origin, state)
    return keep(origin, state)
  }
  const find = (origin: string, read: () => Promise<RobotsState>): Promise<KnownRobots> => {
    const fresh = peek(origin)
    if (fresh !== null) return Promise.resolve(fresh)
    const shared = pending.get(origin) ?? load(origin, read).finally(() => pending.delete(origin))
    pending.set(origin, shared)
    return shared
  }
  return { peek, find }
}
