import type { Message, SendOutcome } from "@vigie/channels"
import {
  type Barred,
  type Db,
  firstMailDue,
  holdSend,
  type JobDelivery,
  markAccepted,
  nextSend,
  type OpenSend,
  relaySooner,
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

/** How long a mail waits in here for its turn at the provider (ms). */
const PATIENCE_MS = 1_500
/** After this a mail that found no turn, and did not ride along with those that had one, tries again (ms). */
const AGAIN_MS = 3_000

/** Delivers one mail, and those that wait beside it where the provider takes several. `found`: how it stood when its job began. */
export async function deliverMail(stages: Stages, deliveryId: string, found: JobDelivery | null): Promise<Delivered> {
  const { db } = stages
  const turn = found?.open ? await waitForTurn(stages, deliveryId) : "none needed"
  if (turn === "missed") return "none"
  // Another's send may have taken it along meanwhile: the turn is theirs who have waited longest.
  const first = turn === "taken" && found?.shared ? await firstMailDue(db, stages.now()) : null
  const send = await openSend(stages, first ?? deliveryId)
  if (send === null) return "none"
  const renewing = setInterval(() => void renewSend(db, send.id).catch(() => {}), SEND_LEASE_MS / 3)
  try {
    const outcome = await hand(stages, send)
    stages.at("accepted")
    await settle(stages, send, outcome)
    stages.at("marked")
    await noteMails(stages, send.bodies, outcome)
    return outcome.kind
  } finally {
    clearInterval(renewing)
  }
}

/**
 * Waits for a turn at a provider that allows so many calls a second, before anything is frozen: what comes meanwhile rides along. One
 * that finds none is carried by those that have one.
 */
async function waitForTurn(stages: Stages, deliveryId: string): Promise<"none needed" | "taken" | "missed"> {
  const { db, transport } = stages
  if (transport.perSecond === undefined) return "none needed"
  const waitMs = await takeTurn(db, transport.id, transport.perSecond, PATIENCE_MS)
  if (waitMs === null) {
    await relaySooner(db, "deliver", deliveryId, AGAIN_MS)
    return "missed"
  }
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
  return "taken"
}

/** The send that carries a delivery, leased for this try; null: there is nothing to do now. */
async function openSend(stages: Stages, deliveryId: string): Promise<OpenSend<Message> | null> {
  const { db, transport } = stages
  const next = await nextSend<Message>(db, deliveryId, {
    transport: transport.id,
    batchMax: transport.batchMax,
    keyMemoryMs: transport.keyMemoryMs,
    now: stages.now(),
    render: (view, tx) => messageOf(stages, view, tx),
    at: stages.at,
  })
  return next.state === "try" ? next.send : null
}

async function hand({ db, transport, at }: Stages, send: OpenSend<Message>): Promise<SendOutcome> {
  const barred = await barredOf(db, send)
  if (barred !== null) return { kind: "rejected", ...barred }
  at("handing")
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
