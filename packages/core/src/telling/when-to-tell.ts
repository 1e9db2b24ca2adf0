import { toIso } from "../instants.ts"
import type { Ms } from "../words.ts"
import { nextDigest, quietUntil } from "./local-hours.ts"
import type { Cadence, TellSettings } from "./tell-settings.ts"

/** Further changes of a film to the same person go together, so long after the first (ms). */
export const TOGETHER_MS: Ms = 600_000
/** A window that ends sooner than this waits for no digest (ms). */
export const URGENT_MS: Ms = 86_400_000

/** What is known when one thing is about to be told to one person through one channel. */
export interface TellContext {
  readonly now: Ms
  /** The end of the window it is about, exclusive; null: none stated, or it is about none. */
  readonly endsAt: Ms | null
  /** When a message told at once last spoke of this film to this person; null: never. */
  readonly lastToldOfFilmAt: Ms | null
  /** Messages told at once through this channel since the local day began. */
  readonly toldToday: number
}

/** When a message goes, and what may still join it: everything of one group goes in one message; null: it goes alone. */
export interface TellPlan {
  readonly at: Ms
  readonly group: string | null
}

/**
 * When one thing is told. A cadence gathers it for the next digest, unless its window ends before that or within 24 h; what is
 * told at once goes with what else is told of its film within 10 minutes, and over the day's cap waits for the next digest
 * hour; quiet hours defer all of it to their end, but for a window that is over by then. Never before `now`.
 * @param cadence the rule's own; null: the person's.
 */
export function whenToTell(settings: TellSettings, cadence: Cadence | null, context: TellContext): TellPlan {
  const { now, endsAt } = context
  const digest = gathered(settings, cadence, context)
  if (digest !== null) return digest
  const plan = atOnce(settings, context)
  if (isDigest(plan.group)) return plan
  const quiet = quietUntil(settings, plan.at)
  if (quiet === null || (endsAt !== null && endsAt > now && endsAt <= quiet.at)) return plan
  return { at: quiet.at, group: `quiet:${quiet.date}` }
}

/** Whether a delivery of this group is a digest: gathered on purpose, not merely put off. */
export function isDigest(group: string | null): boolean {
  return group !== null && /^(?:digest|rest):/.test(group)
}

function gathered(settings: TellSettings, cadence: Cadence | null, { now, endsAt }: TellContext): TellPlan | null {
  const every = cadence?.every ?? settings.every
  if (every === "now") return null
  const day = cadence === null ? settings.day : (cadence.day ?? null)
  return digestPlan(settings, { every, day }, { now, endsAt }, `digest:${every}`)
}

/** The next digest, after the quiet hours it may fall in; null where the window leaves no time for it. */
function digestPlan(
  settings: TellSettings,
  cadence: Parameters<typeof nextDigest>[1],
  { now, endsAt }: Pick<TellContext, "now" | "endsAt">,
  group: string,
): TellPlan | null {
  const digest = nextDigest(settings, cadence, now)
  const at = quietUntil(settings, digest.at)?.at ?? digest.at
  return mayWait(endsAt, now, at) ? { at, group: `${group}:${digest.date}` } : null
}

/** Whether a window leaves time to wait until then. One that is over already has nothing to lose. */
export function mayWait(endsAt: Ms | null, now: Ms, until: Ms): boolean {
  return endsAt === null || endsAt <= now || endsAt > Math.max(until, now + URGENT_MS)
}

function atOnce(settings: TellSettings, { now, endsAt, lastToldOfFilmAt, toldToday }: TellContext): TellPlan {
  if (lastToldOfFilmAt !== null && lastToldOfFilmAt <= now && now - lastToldOfFilmAt < TOGETHER_MS) {
    const at = lastToldOfFilmAt + TOGETHER_MS
    if (endsAt === null || endsAt <= now || endsAt > at) return { at, group: `soon:${toIso(at)}` }
  }
  if (toldToday < settings.cap) return { at: now, group: null }
  return digestPlan(settings, { every: "daily", day: null }, { now, endsAt }, "rest") ?? { at: now, group: null }
}
