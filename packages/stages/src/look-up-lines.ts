import { decideFound, type Ms } from "@vigie/core"
import {
  ClaimLost,
  claimLine,
  claimOutbox,
  finishClaim,
  type LineAnswer,
  leaveLine,
  putOffClaim,
  recordLine,
  renewClaim,
  type SoughtLine,
  tellImport,
} from "@vigie/db"
import { type FoundFilms, lookUpTitle } from "./look-up.ts"
import type { Stages } from "./stages.ts"

const LEASE_MS = 30_000
const RENEW_MS = 10_000
/** How long one turn lasts, and how long until the next, so that others come between (ms). */
const TURN_MS = 20_000
const NEXT_MS = 1_000
/** After a look-up that came to no answer: the source is busy, is down or may not be asked (ms). */
const LATER_MS = 60_000

/**
 * Looks up the lines of an import that the catalogue does not know, one after the other at the sources' pace, for 20 s; the
 * rest in later turns. Without an answer the line waits, and so do the others: the next would fare no better (I2).
 */
export async function lookUpLines(stages: Stages, importId: string): Promise<number> {
  const claim = await claimOutbox(stages.db, "import", importId, LEASE_MS)
  if (claim === null) return 0
  const renewing = setInterval(() => void renewClaim(stages.db, claim, LEASE_MS).catch(() => {}), RENEW_MS)
  const until = stages.clock() + TURN_MS
  let asked = 0
  try {
    for (;;) {
      const line = await claimLine(stages.db, importId, stages.clock())
      if (line === null) {
        // Told before the work ends: stopped in between, it is told by the next turn, and once.
        await tellImport(stages.db, importId, stages.config.baseUrl)
        await finishClaim(stages.db, claim)
        return asked
      }
      const failure = await lookUp(stages, line, until)
      if (failure !== null) {
        await leaveLine(stages.db, line.id)
        await putOffClaim(stages.db, claim, LATER_MS, failure)
        return asked
      }
      asked += 1
      if (stages.clock() >= until) {
        await putOffClaim(stages.db, claim, NEXT_MS, "its turn is over")
        return asked
      }
    }
  } catch (error) {
    if (error instanceof ClaimLost) return asked
    throw error
  } finally {
    clearInterval(renewing)
  }
}

/** One line; null, or why nobody answered. */
async function lookUp(stages: Stages, line: SoughtLine, until: Ms): Promise<string | null> {
  const answer = await ask(stages, line, until).catch((error: Error) => error)
  if (answer instanceof Error) {
    if (answer.name === "DomainError") return answer.message
    throw answer
  }
  const { source, candidates } = answer
  const decided = decideFound(line, candidates)
  const said: LineAnswer = decided.state === "unknown" ? { state: "unknown", reason: null } : { ...decided, source }
  await recordLine(stages.db, line, said, { now: stages.now(), sources: stages.facts })
  return null
}

/** By its id where it has one, and by its title where nobody knows that. */
async function ask(stages: Stages, { title, year, ids }: SoughtLine, until: Ms): Promise<FoundFilms> {
  const patienceMs = Math.max(1_000, until - stages.clock())
  const query = title.slice(0, 200)
  if (Object.keys(ids).length > 0) {
    const found = await lookUpTitle(stages, { query, year, ids }, { patienceMs })
    if (found.candidates.length > 0) return found
  }
  return lookUpTitle(stages, { query, year }, { patienceMs })
}
