import { setTimeout as sleep } from "node:timers/promises"
import type { Ms } from "@vigie/core"

/** Lists checked at once, and by one address within ten minutes. */
const AT_ONCE = 2
const BY_ADDRESS = 20
const WINDOW_MS: Ms = 600_000
/** How long a list waits for its turn, and how often it looks whether it has come. */
const PATIENCE_MS: Ms = 4_000
const LOOK_MS: Ms = 50
/** Addresses remembered at once: the oldest is forgotten first. */
const MOST = 5_000

const tries = new Map<string, readonly Ms[]>()
let running = 0

/**
 * Lets a list be checked by whoever has not had too many lately, two at a time; null: not now. Nothing of it is stored: who
 * came is forgotten with this process.
 */
export async function passGate<T>(
  address: string,
  now: Ms,
  work: () => Promise<T>,
  patienceMs: Ms = PATIENCE_MS,
): Promise<T | null> {
  const lately = (tries.get(address) ?? []).filter((at) => at > now - WINDOW_MS)
  if (lately.length >= BY_ADDRESS) return null
  tries.delete(address)
  tries.set(address, [...lately, now])
  const oldest = tries.keys().next().value
  if (tries.size > MOST && oldest !== undefined) tries.delete(oldest)
  for (let waited = 0; running >= AT_ONCE; waited += LOOK_MS) {
    if (waited >= patienceMs) return null
    await sleep(LOOK_MS)
  }
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
  }
}
