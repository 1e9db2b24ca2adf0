import type { Term } from "@vigie/core"
import { SourceError } from "../source.ts"
import { qualitiesIn } from "../words/quality.ts"
import { minutesOf, pageOf, type Work } from "./normalise.ts"
import type { Player } from "./schema.ts"

/** The programme a player would play; null while it plays the channel's live stream, whose times are no window. */
export function workOfPlayer({ data }: Player, channelOf: string): Work | null {
  const { live, metadata, rights, restriction, stickers, error } = data.attributes
  if (live === true || stickers.includes("LIVE")) return null
  const { begin, end } = rights ?? {}
  if ((begin ?? end ?? null) === null) throw unplayable(error)
  if (metadata.title.includes("\uFFFD"))
    throw new SourceError(
      "shape_changed",
      `data.attributes.metadata.title: unreadable characters in "${metadata.title}"`,
    )
  return {
    film: {
      title: metadata.title.replace(/\s+/gu, " ").trim(),
      originalTitle: null,
      year: null,
      directors: [],
      durationMinutes: minutesOf(metadata.duration?.seconds),
      ids: { arte: metadata.providerId },
    },
    facts: {},
    // The player says of nothing what it is.
    form: null,
    subtitle: metadata.subtitle,
    url: pageOf(metadata.link?.url),
    geoblocking: restriction?.geoblocking ?? { code: null, inclusion: [], exclusion: [] },
    terms: termsOf(data.attributes.streams),
    doubts: [],
    replays: [{ start: begin, end, place: "data.attributes.rights" }],
    broadcasts: [],
    channelOf,
    place: "data",
  }
}

function unplayable(error: Player["data"]["attributes"]["error"]): SourceError {
  const said = error?.code ?? error?.message
  if (said) return new SourceError("refused", `the player answers "${said}" and states no rights`)
  return new SourceError("shape_changed", "data.attributes.rights: expected begin and end")
}

function termsOf(streams: Player["data"]["attributes"]["streams"]): Term {
  const languages = (of: "audioLanguage" | "subtitleLanguage") => {
    const all = streams.flatMap(({ versions }) => versions.map((version) => version[of] ?? ""))
    return [...new Set(all.filter((code) => /^[a-z]{2,3}$/u.test(code) && !/^(?:und|mul|zxx)$/u.test(code)))]
  }
  const [quality] = streams.flatMap(({ mainQuality }) => qualitiesIn(mainQuality?.label ?? ""))
  return {
    quality: quality ?? null,
    price: null,
    audio: languages("audioLanguage"),
    subtitles: languages("subtitleLanguage"),
  }
}
