import { CHANNELS, channelOf } from "@vigie/channels"
import { agoInWords, instantInWords } from "@vigie/core"
import { listChannels, type OwnChannel } from "@vigie/db"
import { reasonInWords } from "@vigie/stages/reason-words"
import { vapidPublicKey } from "@vigie/stages/test-channel"
import { PHRASES } from "../../i18n/words.ts"
import type { SignedIn } from "../account/access.server.ts"
import { statedAddress } from "../account/account-page.server.ts"
import { ask } from "../site/db.server.ts"

/** One channel, in its owner's words. */
export interface ChannelLine {
  readonly id: string
  readonly name: string
  readonly shown: string
  readonly isMail: boolean
  readonly state: "active" | "failing" | "unconfirmed" | "paused" | "stopped"
  readonly says: string
  /** Why it fails, or is not used; null: nothing is wrong. */
  readonly why: string | null
  readonly lines: readonly string[]
  readonly hasSecret: boolean
}

/** What is asked for to add one. */
export interface ChannelForm {
  readonly kind: string
  readonly name: string
  readonly about: string
  readonly filledBy: "hand" | "script"
  readonly fields: readonly {
    readonly name: string
    readonly type: "url" | "text" | "password" | "hidden"
    readonly required: boolean
    readonly label: string
    readonly help: string
  }[]
}

export interface ChannelsSheet {
  readonly channels: readonly ChannelLine[]
  readonly forms: readonly ChannelForm[]
  /** For browsers that ask their maker's service to be written to. */
  readonly pushKey: string
}

export async function readChannels(viewer: SignedIn): Promise<ChannelsSheet> {
  const [channels, pushKey] = await ask((db) =>
    Promise.all([listChannels(db, viewer.user.id), vapidPublicKey(db)] as const),
  )
  const { locale } = viewer
  return {
    channels: channels.map((channel) => channelLine(channel, viewer)),
    forms: CHANNELS.map(({ kind, words, filledBy, fields }) => ({
      kind,
      ...words[locale],
      filledBy,
      fields: fields.map(({ name, type, required, words: said }) => ({ name, type, required, ...said[locale] })),
    })),
    pushKey,
  }
}

/** A channel as messages about it call it: "ntfy · ntfy.sh/vigie". */
export function nameOf(channel: Pick<OwnChannel, "kind" | "address">, viewer: SignedIn): string {
  const { name, shown } = namesOf(channel, viewer)
  return `${name} · ${shown}`
}

function namesOf({ kind, address }: Pick<OwnChannel, "kind" | "address">, { user, locale }: SignedIn) {
  const { channels } = PHRASES[locale]
  const way = channelOf(kind)
  if (way !== null) return { name: way.words[locale].name, shown: way.shown(address) }
  const here = address === user.email && statedAddress(user) === null
  return { name: kind === "email" ? channels.email : kind, shown: here ? channels.mailbox : address }
}

function channelLine(channel: OwnChannel, viewer: SignedIn): ChannelLine {
  const { locale, now, zone } = viewer
  const words = PHRASES[locale].channels
  const { id, kind, failures, failingAt, reason, sentAt, failedAt, failedReason, waiting } = channel
  const state = channel.state === "active" && failures > 0 ? "failing" : channel.state
  const says =
    state === "failing"
      ? words.states.failing(failures, instantInWords(failingAt ?? now, locale, zone, now))
      : words.states[state]
  const failed =
    failedAt === null
      ? []
      : [words.failed(instantInWords(failedAt, locale, zone, now), failedReason && reasonInWords(failedReason, locale))]
  return {
    id,
    ...namesOf(channel, viewer),
    isMail: kind === "email",
    state,
    says,
    why: reason === null ? null : words.why(capital(reasonInWords(reason, locale))),
    lines: [
      sentAt === null ? words.never : words.sent(agoInWords(sentAt, locale, now)),
      ...failed,
      ...(state === "paused" && waiting > 0 ? [words.kept(waiting)] : []),
    ],
    hasSecret: channelOf(kind)?.secret !== undefined,
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
