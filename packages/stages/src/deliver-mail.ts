import { setTimeout as sleep } from "node:timers/promises"
import type { Message, SendOutcome, Transport } from "@vigie/channels"
import type { Ms } from "@vigie/core"
import {
  type Barred,
  type Db,
  failOutbox,
  findDelivery,
  firstMailDue,
  holdSend,
  type JobDelivery,
  markAccepted,
  nextSend,
  nextTurn,
  type OpenSend,
  relayAgain,
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

/** How long a mail waits in here for a turn at the provider (ms). */
const PATIENCE_MS = 1_500
/** After this a mail that found no turn tries again (ms). */
const AGAIN_MS = 3_000
/**
 * Delivers one mail, and those that wait beside it where the provider takes several. `found`: how it stood when its job began;
 * `ending`: this process does nothing more than it must.
 */
export async function deliverMail(
  stages: Stages,
  deliveryId: string,
  found: JobDelivery | null,
  ending: AbortSignal | null,
): Promise<Delivered> {
  if (!found?.open || stages.transport.perSecond === undefined) return handOver(stages, deliveryId)
  if (found.shared) return carry(stages, { perSecond: stages.transport.perSecond, deliveryId, ending })
  return (await waitForTurn(stages, stages.transport.perSecond, deliveryId)) ? handOver(stages, deliveryId) : "none"
}

/** Who hands over what is due through a transport, one in each process; `again`: more has come due meanwhile. */
const carriers = new WeakMap<Transport, { again: boolean }>()

/**
 * Hands over the mails that are due, theirs first who have waited longest, at the rate that the provider allows all processes. What comes
 * meanwhile rides along, and a turn is taken only when there is a mail for it: nothing is frozen or booked before. When somebody in
 * this process does so already, they carry this one, too.
 */
async function carry(stages: Stages, { perSecond, deliveryId, ending }: Carrying): Promise<Delivered> {
  const { db, transport } = stages
  const busy = carriers.get(transport)
  if (busy !== undefined) {
    busy.again = true
    return "none"
  }
  const own = { again: false }
  carriers.set(transport, own)
  let last: Delivered = "none"
  let wait: Ms = 0
  try {
    while (ending?.aborted !== true && wait <= PATIENCE_MS) {
      await sleep(wait)
      own.again = false
      const first = await firstMailDue(db, stages.now())
      if (first === null && !own.again) return last
      if (first === null) continue
      const turn = await takeTurn(db, transport.id, perSecond, 0)
      wait = turn === null ? await nextTurn(db, transport.id) : 0
      if (turn !== null) last = await handOverFirst(stages, first, deliveryId)
    }
  } finally {
    carriers.delete(transport)
    const next = await firstMailDue(db, stages.now())
    if (next !== null) await relayAgain(db, "deliver", next, wait)
  }
  return last
}

interface Carrying {
  readonly perSecond: number
  /** Whose job it is. */
  readonly deliveryId: string
  readonly ending: AbortSignal | null
}

/** A fault of another's mail is theirs. */
async function handOverFirst(stages: Stages, first: string, deliveryId: string): Promise<Delivered> {
  try {
    return await handOver(stages, first)
  } catch (error) {
    if (first === deliveryId) throw error
    await failOutbox(stages.db, "deliver", first, error instanceof Error ? error.message : String(error))
    return "none"
  }
}

/**
 * Waits for a turn for a mail that goes alone, or once more as it is; takes none once somebody else tries it. False: there is nothing
 * to do now.
 */
async function waitForTurn(stages: Stages, perSecond: number, deliveryId: string): Promise<boolean> {
  const { db, transport } = stages
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    if ((await findDelivery(db, deliveryId, stages.now()))?.open !== true) return false
    if ((await takeTurn(db, transport.id, perSecond, 0)) !== null) return true
    const wait = await nextTurn(db, transport.id)
    if (performance.now() + wait > until) break
    await sleep(wait)
  }
  await relayAgain(db, "deliver", deliveryId, AGAIN_MS)
  return false
}

async function handOver(stages: Stages, deliveryId: string): Promise<Delivered> {
  const { db } = stages
  const send = await openSend(stages, deliveryId)
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
