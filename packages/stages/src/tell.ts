import type { Message, SendOutcome } from "@vigie/channels"
import {
  answerWatch,
  holdSend,
  makeAlerts,
  markAccepted,
  nextSend,
  type OpenSend,
  renewSend,
  retrySend,
  SEND_LEASE_MS,
  splitSend,
} from "@vigie/db"
import { messageOf } from "./message.ts"
import type { Stages } from "./stages.ts"

/** Makes the alerts of a change; returns how many people are told. */
export function tellChange(stages: Stages, changeId: string): Promise<number> {
  return makeAlerts(stages.db, changeId, stages.now())
}

/** Gives a watch its first answer. */
export function tellFirstAnswer(stages: Stages, watchId: string): Promise<number> {
  return answerWatch(stages.db, watchId, stages.now())
}

/** First wait after a send that did not go through, doubled each time up to an hour (ms). */
const RETRY_MS = 5_000
const RETRY_MAX_MS = 3_600_000

/**
 * Delivers one message: rendered once and frozen, handed over, and marked sent only after it was accepted (I5). Returns
 * what became of it; "none" when there was nothing to do now.
 */
export async function deliver(stages: Stages, deliveryId: string): Promise<SendOutcome["kind"] | "none"> {
  const { transport } = stages
  const next = await nextSend<Message>(stages.db, deliveryId, {
    transport: transport.id,
    batchMax: transport.batchMax,
    keyMemoryMs: transport.keyMemoryMs,
    now: stages.now(),
    render: (view) => messageOf(stages, view),
    at: stages.at,
  })
  if (next.state === "none") return "none"
  const { bodies, id } = next.send
  const renewing = setInterval(() => void renewSend(stages.db, id).catch(() => {}), SEND_LEASE_MS / 3)
  const outcome = await transport.send(bodies, id).finally(() => clearInterval(renewing))
  stages.at("accepted")
  await settle(stages, next.send, outcome)
  return outcome.kind
}

async function settle(stages: Stages, send: OpenSend<Message>, outcome: SendOutcome): Promise<void> {
  const { db } = stages
  switch (outcome.kind) {
    case "accepted":
      stages.at("before-marking")
      return markAccepted(db, send.id, outcome.providerIds)
    case "retry":
      return retrySend(
        db,
        send.id,
        stages.clock() + (outcome.afterMs ?? backOff(stages, send.attempts)),
        outcome.reason,
      )
    case "rejected":
      return splitSend(db, send.id, outcome.perMessage, outcome.reason)
    case "refused":
      return holdSend(db, send.id, outcome.reason)
    case "conflict":
      return outcome.state === "in_progress"
        ? retrySend(db, send.id, stages.clock() + backOff(stages, send.attempts), outcome.reason)
        : holdSend(db, send.id, outcome.reason)
  }
}

function backOff(stages: Stages, attempts: number): number {
  return Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** Math.min(attempts - 1, 20)) * (0.5 + stages.random() / 2)
}
