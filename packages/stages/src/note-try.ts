import { channelOf, type Message, type NoticeOutcome, type SendOutcome } from "@vigie/channels"
import type { Locale } from "@vigie/core"
import { type ChannelRow, channelOfDelivery, noteDelivered, noteFailure, type Owner } from "@vigie/db"
import { reasonInWords } from "./reason-words.ts"
import type { Stages } from "./stages.ts"

/** A channel's address as its owner's pages and letters show it. */
export function shownAddress({ kind, address }: Pick<ChannelRow, "kind" | "address">): string {
  return channelOf(kind)?.shown(address) ?? address
}

/** What a letter says of a channel that is paused for this reason. */
export function ownerOf(
  { config }: Pick<Stages, "config">,
  channel: Pick<ChannelRow, "kind" | "address">,
  reason: string,
): Owner {
  return {
    shown: shownAddress(channel),
    url: `${config.baseUrl}/account/channels`,
    words: (locale: Locale) => reasonInWords(reason, locale),
  }
}

/** Counts a notice that did not go through. */
export async function noteNotice(
  stages: Stages,
  channel: ChannelRow,
  outcome: Exclude<NoticeOutcome, { kind: "accepted" }>,
): Promise<void> {
  const { kind, reason } = outcome
  await noteFailure(
    stages.db,
    { channelId: channel.id, reason, gone: kind === "gone" },
    ownerOf(stages, channel, reason),
  )
}

/** Counts what became of the mails of one send: an address that is refused is its channel's failure, a provider that is down is not. */
export async function noteMails(stages: Stages, bodies: readonly Message[], outcome: SendOutcome): Promise<void> {
  const { db } = stages
  if (outcome.kind === "accepted")
    await noteDelivered(
      db,
      bodies.map(({ id }) => id),
    )
  if (outcome.kind !== "rejected") return
  for (const [index, { id }] of bodies.entries()) {
    const fault = outcome.perMessage[index] ?? null
    const channel = fault === null ? null : await channelOfDelivery(db, id)
    if (channel === null) continue
    const reason = `refused: ${fault}`
    await noteFailure(db, { channelId: channel.id, reason, gone: false }, ownerOf(stages, channel, reason))
  }
}
