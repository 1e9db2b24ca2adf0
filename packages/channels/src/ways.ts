import type { Channel } from "./channel.ts"
import { discord } from "./ways/discord.ts"
import { ntfy } from "./ways/ntfy.ts"
import { push } from "./ways/push.ts"
import { webhook } from "./ways/webhook.ts"

/** Every way to reach somebody besides mail, in the order pages show them. */
export const CHANNELS: readonly Channel[] = [push, ntfy, discord, webhook]

/** The channel of a kind; null for one that is none, mail included. */
export function channelOf(kind: string): Channel | null {
  return CHANNELS.find((channel) => channel.kind === kind) ?? null
}
