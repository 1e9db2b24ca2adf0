import { type FilmFacts, isTerritory } from "@vigie/core"
import { splitNames } from "../text.ts"
import { formOf } from "./films.ts"
import { minutesOf, originalOf, pageOf, type Stated, type Work } from "./normalise.ts"
import { Broadcast, type Programme } from "./schema.ts"

const YEARS = { first: 1888, last: 2100 }

/** A programme of OPA v3: when it can be watched, and when it is broadcast. `territory` is the target's. */
export function workOfProgramme(programme: Programme, place: string, territory: string): Work {
  const { programId, title, originalTitle, productionYear: year, director, durationSeconds, geoblocking } = programme
  return {
    film: {
      title: title.replace(/\s+/gu, " ").trim(),
      originalTitle: originalOf(originalTitle, title),
      year: year && year >= YEARS.first && year <= YEARS.last ? year : null,
      directors: splitNames(director ?? ""),
      durationMinutes: minutesOf(durationSeconds),
      ids: { arte: programId },
    },
    facts: factsIn(programme),
    form: formOf({
      programId,
      codes: [programme.category?.code, programme.subcategory?.code].flatMap((code) => code ?? []),
      words: programme.genrePresse === null ? [] : [programme.genrePresse],
      minutes: minutesOf(durationSeconds),
      episode: Boolean(programme.season || programme.episode),
    }),
    subtitle: programme.subtitle,
    url: pageOf(programme.url),
    geoblocking: { ...geoblocking, code: geoblocking.code ?? programme.geoblockingZone },
    terms: { quality: null, price: null, audio: [], subtitles: [] },
    doubts: programme.legalBan === null || programme.legalBan === "NONE" ? [] : [`legal ban: ${programme.legalBan}`],
    replays: programme.deletedAt === null ? replaysOf(programme, place) : [],
    broadcasts: broadcastsOf(programme, place),
    channelOf: channelOf(programme, territory),
    place,
  }
}

/** Rights of the programme, else of its full videos; then those that came with a broadcast. The same period counts once. */
function replaysOf(programme: Programme, place: string): readonly Stated[] {
  const { videoRightsBegin, videoRightsEnd, catchupRightsBegin, catchupRightsEnd, videos, programId } = programme
  const own: Stated[] = [
    { start: videoRightsBegin, end: videoRightsEnd, place: `${place}.videoRights` },
    { start: catchupRightsBegin, end: catchupRightsEnd, place: `${place}.catchupRights` },
  ]
  const full = videos.flatMap((video, index) =>
    video.kind === "SHOW" && video.programId === programId
      ? [{ start: video.videoRightsBegin, end: video.videoRightsEnd, place: `${place}.videos[${index}]` }]
      : [],
  )
  const broadcasts = (programme.broadcastProgrammings ?? []).flatMap((item, index) => {
    const read = Broadcast.safeParse(item)
    const at = `${place}.broadcastProgrammings[${index}].catchupRights`
    return read.success ? [{ start: read.data.catchupRightsBegin, end: read.data.catchupRightsEnd, place: at }] : []
  })
  const stated = own.filter(isStated)
  return distinct([...(stated.length > 0 ? stated : full), ...broadcasts].filter(isStated))
}

const isStated = ({ start, end }: Stated) => (start ?? "") !== "" || (end ?? "") !== ""

function distinct(periods: readonly Stated[]): readonly Stated[] {
  return [...new Map(periods.toReversed().map((one) => [`${one.start} ${one.end}`, one])).values()].toReversed()
}

function broadcastsOf({ broadcastProgrammings }: Programme, place: string): Work["broadcasts"] {
  return (broadcastProgrammings ?? []).map((item, index) => {
    const at = `${place}.broadcastProgrammings[${index}]`
    const read = Broadcast.safeParse(item)
    if (!read.success) return { start: "unreadable", end: null, type: null, place: at }
    const { broadcastBegin, broadcastBeginRounded, broadcastEnd, broadcastType } = read.data
    return { start: broadcastBegin ?? broadcastBeginRounded, end: broadcastEnd, type: broadcastType, place: at }
  })
}

/** The channel whose slots these are: the country of their address, else that of the language, else the target's. */
function channelOf({ links, language }: Programme, territory: string): string {
  const country = /[?&]country=([A-Z]{2})\b/u.exec(links?.broadcastProgrammings?.href ?? "")?.[1]
  if (country && isTerritory(country)) return country
  return language === "de" ? "DE" : language === "fr" ? "FR" : territory
}

function factsIn(programme: Programme): Partial<FilmFacts> {
  const { casting, productionCountries, genrePresse, fullDescription } = programme
  const cast = casting.filter(({ activityCode }) => activityCode === "ACT").map(({ name }) => name)
  return {
    countries: productionCountries.flatMap(({ isoAlpha2Code, label }) => isoAlpha2Code ?? label ?? []),
    genres: genrePresse === null ? [] : [genrePresse],
    cast: cast.length > 0 ? cast : null,
    synopsis: fullDescription === null ? null : { text: fullDescription, source: "Arte" },
  }
}
