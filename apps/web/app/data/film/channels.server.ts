import { type Moment, territoryInWords } from "@vigie/core"
import type { ChannelView } from "@vigie/db"
import type { Reading } from "../site/viewer.server.ts"
import { airedInWords } from "./offer.server.ts"

/** How a channel showed a film, or will. */
export interface ChannelLine {
  readonly key: string
  readonly country: string
  readonly channel: string
  readonly slug: string
  readonly count: string
  readonly first: string
  readonly last: string
}

/** By country, the reader's own first, then by name; within each the latest slot first, as given. */
export function readChannels(channels: readonly ChannelView[], reading: Reading): readonly ChannelLine[] {
  const { locale, territories } = reading
  const own = ({ territory }: ChannelView) => Number(!territories.includes(territory))
  const name = ({ territory }: ChannelView) => territoryInWords(territory, locale)
  const day = (moment: Moment, territory: string) => airedInWords(moment, territory, { ...reading, now: null }) ?? "–"
  return channels
    .toSorted((a, b) => own(a) - own(b) || name(a).localeCompare(name(b), locale))
    .map((channel) => ({
      key: `${channel.territory} ${channel.provider.id}`,
      country: name(channel),
      channel: channel.provider.name,
      slug: channel.provider.slug,
      count: String(channel.count),
      first: day(channel.first, channel.territory),
      last: day(channel.last, channel.territory),
    }))
}
