import type { Ms } from "@vigie/core"
import { isWorkerRunning, oldestDue } from "@vigie/db"
import { ask } from "./db.server.ts"
import type { Stopped } from "./stopped-words.server.ts"

const KEPT_MS = 10_000
/** A worker starts after the pages do: what is not there yet is not stopped (ms). */
const GRACE_MS = 20_000

interface Known {
  readonly at: Ms
  readonly state: Promise<Stopped | null>
}

let known: Known | null = null

/** Whether no worker runs, asked at most every 10 s; null while one does, and where it cannot be told. */
export function whetherStopped(now: Ms): Promise<Stopped | null> {
  if (process.uptime() * 1000 < GRACE_MS) return Promise.resolve(null)
  if (known !== null && now - known.at < KEPT_MS) return known.state
  const state = readStopped(now).catch(() => null)
  known = { at: now, state }
  return state
}

async function readStopped(now: Ms): Promise<Stopped | null> {
  if (await ask(isWorkerRunning)) return null
  const due = await ask(oldestDue)
  return { since: due !== null && due < now ? due : null }
}
