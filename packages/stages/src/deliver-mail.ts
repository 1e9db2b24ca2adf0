import { setTimeout as sleep } from "node:timers/promises"
import type { Message, SendOutcome, Transport } from "@vigie/channels"
import type { Ms } from "@vigie/core"
import {
  type Barred,
  type Db,
  failOutbox,
  firstMailDue,
  holdSend,
  type JobDelivery,
  markAccepted,
  nextSend,
  nextTurn,
  type OpenSend,
  putOffSend,
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
/** A batch is frozen so long before its turn at most (ms): what comes meanwhile rides along with the next. */
const LEAD_MS = 300

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
  const shared = found?.open === true && found.shared && stages.transport.perSecond !== undefined
  return shared ? carry(stages, deliveryId, ending) : handOver(stages, deliveryId)
}

/** Who hands over what is due through a transport, one in each process. */
interface Carrier {
  /** More has come due meanwhile. */
  again: boolean
  /** How long freezing took the last time (ms): the next is begun so long before its turn. */
  leadMs: Ms
}

const carriers = new WeakMap<Transport, Carrier>()

/**
 * Hands over the mails that are due, theirs first who have waited longest, at the rate that the provider allows all processes; what comes
 * meanwhile rides along. When somebody in this process does so already, they carry this one, too.
 */
async function carry(stages: Stages, deliveryId: string, ending: AbortSignal | null): Promise<Delivered> {
  const { db, transport } = stages
  const busy = carriers.get(transport)
  if (busy !== undefined) {
    busy.again = true
    return "none"
  }
  const own: Carrier = { again: false, leadMs: 0 }
  carriers.set(transport, own)
  let last: Delivered = "none"
  let wait: Ms = 0
  // One that was brought back by hand has no turn of its own yet.
  let mine: string | null = deliveryId
  try {
    while (ending?.aborted !== true && wait <= PATIENCE_MS) {
      await sleep(Math.max(0, wait - own.leadMs))
      own.again = false
      const first: string | null = (await firstMailDue(db, stages.now())) ?? mine
      mine = null
      if (first === null && !own.again) return last
      if (first !== null) last = await handOverFirst(stages, first, { deliveryId, own })
      wait = await nextTurn(db, transport.id)
    }
  } finally {
    carriers.delete(transport)
    const next = await firstMailDue(db, stages.now())
    if (next !== null) await relayAgain(db, "deliver", next, wait)
  }
  return last
}

/** A fault of another's mail is theirs. */
async function handOverFirst(
  stages: Stages,
  first: string,
  { deliveryId, own }: { readonly deliveryId: string; readonly own: Carrier },
): Promise<Delivered> {
  try {
    return await handOver(stages, first, own)
  } catch (error) {
    if (first === deliveryId) throw error
    await failOutbox(stages.db, "deliver", first, error instanceof Error ? error.message : String(error))
    return "none"
  }
}

async function handOver(stages: Stages, deliveryId: string, carrier?: Carrier): Promise<Delivered> {
  const { db } = stages
  const began = performance.now()
  const send = await openSend(stages, deliveryId)
  if (carrier !== undefined) carrier.leadMs = Math.min(LEAD_MS, performance.now() - began)
  if (send === null) return "none"
  const renewing = setInterval(() => void renewSend(db, send.id).catch(() => {}), SEND_LEASE_MS / 3)
  try {
    const outcome = await hand(stages, send)
    if (outcome === null) {
      await putOffSend(db, send.id, stages.clock() + AGAIN_MS)
      return "none"
    }
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

/** Hands it over in its turn, taken right before the call; null: it found none. */
async function hand({ db, transport, at }: Stages, send: OpenSend<Message>): Promise<SendOutcome | null> {
  const barred = await barredOf(db, send)
  if (barred !== null) return { kind: "rejected", ...barred }
  const { perSecond } = transport
  const wait = perSecond === undefined ? 0 : await takeTurn(db, transport.id, perSecond, PATIENCE_MS)
  if (wait === null) return null
  if (wait > 0) await sleep(wait)
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
