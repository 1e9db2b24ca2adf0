import type { SendOutcome } from "@vigie/channels"
import { zoneOf } from "@vigie/core"
import { ClaimLost, claimOutbox, endLetter, findLetter, type LetterRow, renewClaim, retryLetter } from "@vigie/db"
import type { LetterMail } from "@vigie/emails"
import type { Stages } from "./stages.ts"

const LEASE_MS = 60_000
/** After the first try that does not go through, and after the second, ms. */
const WAITS = [30_000, 600_000] as const

/**
 * Sends one mail about an account: the same bytes under the same key at each of its three tries (I5), marked sent after it was
 * accepted. Returns what became of it; "none" when there was nothing to do.
 */
export async function sendLetter(stages: Stages, letterId: string): Promise<SendOutcome["kind"] | "none"> {
  const { db } = stages
  const claim = await claimOutbox(db, "letter", letterId, LEASE_MS)
  if (claim === null) return "none"
  const renewing = setInterval(() => void renewClaim(db, claim, LEASE_MS).catch(() => {}), LEASE_MS / 3)
  try {
    const letter = await findLetter(db, letterId)
    if (letter === null) {
      await endLetter(db, claim, "it is gone", stages.clock())
      return "none"
    }
    const outcome = await hand(stages, letter)
    if (outcome.kind === "accepted") await endLetter(db, claim, null, stages.clock())
    else if (outcome.kind === "rejected") await endLetter(db, claim, outcome.reason, stages.clock())
    else {
      const stated = outcome.kind === "retry" ? outcome.afterMs : null
      const waitMs = Math.max(stated ?? 0, WAITS[letter.attempts] ?? WAITS[1])
      await retryLetter(db, claim, outcome.reason, waitMs, stages.clock())
    }
    return outcome.kind
  } catch (error) {
    if (error instanceof ClaimLost) return "none"
    throw error
  } finally {
    clearInterval(renewing)
  }
}

async function hand(stages: Stages, letter: LetterRow): Promise<SendOutcome> {
  const { config, transport } = stages
  const { id, to, kind, locale, createdAt } = letter
  const envelope = { locale, zone: zoneOf(config.territory), now: createdAt, baseUrl: config.baseUrl, to }
  const { renderMail } = await import("@vigie/emails")
  const { subject, html, text } = await renderMail({ ...envelope, kind, data: dataOf(stages, letter) } as LetterMail)
  // Nobody unsubscribes from these: none is sent that was not caused by the reader or a matter of their account.
  const message = { id, to, from: config.mailFrom, subject, html, text, headers: {}, createdAt }
  return transport.send([message], id)
}

/** A letter's facts with the name of its source and its whole address: the database knows neither. */
function dataOf({ config, sources }: Stages, { data }: LetterRow): LetterMail["data"] {
  if (!("path" in data)) return data
  const { path, ...facts } = data
  return { ...facts, source: sources.get(facts.source)?.name ?? facts.source, url: `${config.baseUrl}${path}` }
}
