import { type Channel, channelOf, handNotice, type Notice, type NoticeOutcome } from "@vigie/channels"
import {
  type ChannelRow,
  failSend,
  markAccepted,
  nextSend,
  noteSent,
  type OpenSend,
  putOffSend,
  renewSend,
  retrySend,
  SEND_LEASE_MS,
  takeTurn,
} from "@vigie/db"
import { backOff } from "./back-off.ts"
import type { Delivered } from "./deliver.ts"
import { noteNotice } from "./note-try.ts"
import { noticeOf } from "./notice.ts"
import type { Stages } from "./stages.ts"

const DAY_MS = 86_400_000
/** How often one channel is tried: a working one each second, one that fails so often that it holds nobody else up. */
const PER_SECOND = 1
const FAILING_PER_SECOND = 1 / 12
/** Receivers that hang are waited for; those of other people are not to wait with them. Per process. */
const AT_ONCE = 4
const handing = new WeakMap<object, number>()

/**
 * Delivers one message by webhook, ntfy and the like. Nobody there knows keys as a mail provider does: each try carries the same
 * id, by which a receiver may drop a repetition, and after a day of trying the delivery has failed.
 */
export async function deliverNotice(stages: Stages, channel: ChannelRow, deliveryId: string): Promise<Delivered> {
  const { db } = stages
  const way = channelOf(channel.kind)
  if (way === null) throw new Error(`channel ${channel.id}: no way of reaching anybody is called ${channel.kind}`)
  const next = await nextSend<Notice>(db, deliveryId, {
    transport: channel.kind,
    batchMax: 1,
    keyMemoryMs: DAY_MS,
    late: "fail",
    now: stages.now(),
    render: (view, tx) => noticeOf(stages, view, tx),
    at: stages.at,
  })
  if (next.state === "none") return "none"
  const { id } = next.send
  const renewing = setInterval(() => void renewSend(db, id).catch(() => {}), SEND_LEASE_MS / 3)
  try {
    const outcome = await hand(stages, way, channel, next.send)
    if (outcome === null) return "none"
    stages.at("accepted")
    await settle(stages, channel, next.send, outcome)
    return outcome.kind
  } finally {
    clearInterval(renewing)
  }
}

/** Null: its turn has not come. */
async function hand(
  stages: Stages,
  way: Channel,
  { id, address, settings, failures }: ChannelRow,
  send: OpenSend<Notice>,
): Promise<NoticeOutcome | null> {
  const perSecond = failures > 0 ? FAILING_PER_SECOND : PER_SECOND
  const busy = handing.get(stages.net) ?? 0
  const turn = busy >= AT_ONCE ? null : await takeTurn(stages.db, `channel ${id}`, perSecond, 0)
  if (turn === null) {
    await putOffSend(stages.db, send.id, stages.clock() + (1_000 / perSecond) * (0.5 + stages.random()))
    return null
  }
  handing.set(stages.net, busy + 1)
  try {
    const sending = { key: send.id, now: stages.clock(), vapid: stages.vapid() }
    return await handNotice(stages.net, way, send.bodies[0]!, { address, settings }, sending)
  } finally {
    handing.set(stages.net, (handing.get(stages.net) ?? 1) - 1)
  }
}

async function settle(
  stages: Stages,
  channel: ChannelRow,
  send: OpenSend<Notice>,
  outcome: NoticeOutcome,
): Promise<void> {
  const { db } = stages
  if (outcome.kind === "accepted") {
    stages.at("before-marking")
    await markAccepted(db, send.id, [null])
    return noteSent(db, [channel.id])
  }
  if (outcome.kind === "rejected") await failSend(db, send.id, outcome.reason)
  else {
    const afterMs = outcome.kind === "retry" ? outcome.afterMs : null
    await retrySend(db, send.id, stages.clock() + (afterMs ?? backOff(stages, send.attempts)), outcome.reason)
  }
  // Asking for patience is no failure.
  if (!/^status: HTTP 429/.test(outcome.reason)) await noteNotice(stages, channel, outcome)
}
