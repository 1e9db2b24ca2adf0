import type { Message, SendOutcome } from "@vigie/channels"
import {
  type Barred,
  type Db,
  holdSend,
  markAccepted,
  nextSend,
  type OpenSend,
  putOffSend,
  renewSend,
  retrySend,
  SEND_LEASE_MS,
  splitSend,
  suppressedAmong,
  takeTurn,
} from "@vigie/db"
import { backOff } from "./back-off.ts"
import type { Delivered } from "./deliver.ts"
import { messageOf } from "./message.ts"
import { noteMails } from "./note-try.ts"
import type { Stages } from "./stages.ts"

/** How long a mail waits in here for its turn at the provider; a longer wait is the outbox's (ms). */
const PATIENCE_MS = 1_500

/** Delivers one mail, and those that wait beside it where the provider takes several. */
export async function deliverMail(stages: Stages, deliveryId: string): Promise<Delivered> {
  const { db, transport } = stages
  const next = await nextSend<Message>(db, deliveryId, {
    transport: transport.id,
    batchMax: transport.batchMax,
    keyMemoryMs: transport.keyMemoryMs,
    now: stages.now(),
    render: (view) => messageOf(stages, view),
    at: stages.at,
  })
  if (next.state === "none") return "none"
  const { id } = next.send
  const renewing = setInterval(() => void renewSend(db, id).catch(() => {}), SEND_LEASE_MS / 3)
  try {
    const outcome = await hand(stages, next.send)
    if (outcome === null) return "none"
    stages.at("accepted")
    await settle(stages, next.send, outcome)
    await noteMails(stages, next.send.bodies, outcome)
    return outcome.kind
  } finally {
    clearInterval(renewing)
  }
}

/** Null: its turn has not come. */
async function hand(stages: Stages, send: OpenSend<Message>): Promise<SendOutcome | null> {
  const { db, transport } = stages
  const barred = await barredOf(db, send)
  if (barred !== null) return { kind: "rejected", ...barred }
  if (transport.perSecond !== undefined) {
    const waitMs = await takeTurn(db, transport.id, transport.perSecond, PATIENCE_MS)
    if (waitMs === null) {
      await putOffSend(db, send.id, stages.clock() + PATIENCE_MS * (0.5 + stages.random()))
      return null
    }
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
  return transport.send(send.bodies, send.id)
}

/**
 * Whose mails were refused for good since their words were frozen. A batch that was tried may have been accepted: it is
 * repeated as it was, since splitting it could write to the others twice.
 */
async function barredOf(
  db: Db,
  { bodies, attempts }: OpenSend<Message>,
): Promise<{ readonly perMessage: readonly (Barred | null)[]; readonly reason: string } | null> {
  if (attempts > 1 && bodies.length > 1) return null
  const barred = await suppressedAmong(
    db,
    bodies.map(({ to }) => to),
  )
  if (barred.size === 0) return null
  const perMessage = bodies.map(({ to }) => barred.get(to) ?? null)
  return { perMessage, reason: perMessage.find((one) => one !== null) ?? "" }
}

async function settle(stages: Stages, send: OpenSend<Message>, outcome: SendOutcome): Promise<void> {
  const { db } = stages
  const again = (afterMs: number | null, reason: string) =>
    retrySend(db, send.id, stages.clock() + (afterMs ?? backOff(stages, send.attempts)), reason)
  switch (outcome.kind) {
    case "accepted":
      stages.at("before-marking")
      return markAccepted(db, send.id, outcome.providerIds)
    case "retry":
      return again(outcome.afterMs, outcome.reason)
    case "rejected":
      return splitSend(db, send.id, outcome.perMessage, outcome.reason)
    case "refused":
      return holdSend(db, send.id, outcome.reason)
    case "conflict":
      return outcome.state === "in_progress" ? again(null, outcome.reason) : holdSend(db, send.id, outcome.reason)
  }
}
