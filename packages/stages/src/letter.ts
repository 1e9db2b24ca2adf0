import { channelOf, handNotice, type Notice, type SendOutcome } from "@vigie/channels"
import { zoneOf } from "@vigie/core"
import {
  ClaimLost,
  claimOutbox,
  endLetter,
  findChannel,
  findLetter,
  type LetterRow,
  letterChannel,
  renewClaim,
  retryLetter,
  suppressedAmong,
  takeTurn,
} from "@vigie/db"
import type { LetterMail } from "@vigie/emails"
import { letterNotice } from "./notice.ts"
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

/** How long a letter waits for its turn at the provider: somebody waits for it (ms). */
const PATIENCE_MS = 8_000

async function hand(stages: Stages, letter: LetterRow): Promise<SendOutcome> {
  const { db, config, transport } = stages
  const { id, to, kind, locale, createdAt } = letter
  const envelope = { locale, zone: zoneOf(config.territory), now: createdAt, baseUrl: config.baseUrl, to }
  const mail = { ...envelope, kind, data: dataOf(stages, letter) } as LetterMail
  const channelId = letterChannel(to)
  if (channelId !== null) return handByChannel(stages, channelId, await letterNotice(letter, mail))
  const barred = (await suppressedAmong(db, [to])).get(to)
  if (barred !== undefined) return { kind: "rejected", perMessage: [barred], reason: barred }
  const { renderMail } = await import("@vigie/emails")
  const { subject, html, text } = await renderMail(mail)
  // Nobody unsubscribes from these: none is sent that was not caused by the reader or a matter of their account.
  const message = { id, to, from: config.mailFrom, subject, html, text, headers: {}, createdAt }
  const waitMs = transport.perSecond ? await takeTurn(db, transport.id, transport.perSecond, PATIENCE_MS) : 0
  if (waitMs === null) return { kind: "retry", afterMs: PATIENCE_MS, reason: "waits for its turn" }
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
  return transport.send([message], id)
}

/** A letter about mail that fails goes by what does not. */
async function handByChannel(stages: Stages, channelId: string, notice: Notice): Promise<SendOutcome> {
  const channel = await findChannel(stages.db, channelId)
  const way = channel && channelOf(channel.kind)
  if (!channel || !way || channel.state !== "active") return { kind: "rejected", perMessage: [], reason: "no channel" }
  const sending = { key: notice.id, now: stages.clock(), vapid: stages.vapid() }
  const outcome = await handNotice(stages.net, way, notice, channel, sending)
  if (outcome.kind === "accepted") return { kind: "accepted", providerIds: [null] }
  if (outcome.kind === "retry") return outcome
  return { kind: "rejected", perMessage: [outcome.reason], reason: outcome.reason }
}

/** A letter's facts with the name of its source and its whole address: the database knows neither. */
function dataOf({ config, sources }: Stages, { data }: LetterRow): LetterMail["data"] {
  if (!("path" in data)) return data
  const { path, ...facts } = data
  return { ...facts, source: sources.get(facts.source)?.name ?? facts.source, url: `${config.baseUrl}${path}` }
}
