import { DomainError, type Rejection, type Sighting } from "@vigie/core"
import { assertMostRead, garbledIn } from "../rows.ts"
import { type Cursor, type Document, SourceError, type TargetRef } from "../source.ts"
import { shorten } from "../text.ts"
import { idsOf, pageOf, sightingOf, titleOf, type Work, withoutTags, yearOf } from "./normalise.ts"
import { following, type Page, pageIn } from "./pages.ts"
import { Exploitation, Failure, Video } from "./schema.ts"

/** What one document gives, whatever its form. */
export interface Reading {
  readonly works: readonly Work[]
  readonly sightings: readonly Sighting[]
  readonly rejected: readonly Rejection[]
  readonly next?: Cursor
}

/** A page has a hundred; one of many times that is no page of this gateway. */
const MOST_VIDEOS = 10_000

/** A page of the gateway: every exploitation window of every video. A page that repeats the first one gives nothing more. */
export function readGateway(data: unknown, document: Document, target: TargetRef, cursor?: Cursor): Reading {
  const page = pageIn(data)
  if (!page) throw noList(data)
  const { videos } = page
  if (videos.length === 0 && !cursor)
    throw new SourceError("shape_changed", "no videos: the first page of the films is empty")
  if (videos.length > MOST_VIDEOS)
    throw new SourceError("shape_changed", `${videos.length} videos on one page, expected at most ${MOST_VIDEOS}`)
  const { next, repeats } = following(page, document.url ?? cursor?.url ?? "", cursor)
  const read = repeats ? { works: [], sightings: [], rejected: [] } : readVideos(page, target)
  return { ...read, ...(next ? { next } : {}) }
}

function readVideos({ videos }: Page, target: TargetRef): Omit<Reading, "next"> {
  const works: Work[] = []
  const sightings: Sighting[] = []
  const rejected: Rejection[] = []
  let rows = 0
  for (const [index, item] of videos.entries()) {
    const place = `videos[${index}]`
    const video = Video.safeParse(item)
    const work = video.success ? workOf(video.data, place) : issueOf(video.error)
    if (!video.success || typeof work === "string") {
      rows += 1
      rejected.push({ place, reason: String(work) })
      continue
    }
    works.push(work)
    for (const [number, stated] of video.data.platforms.ftv.exploitation_windows.entries()) {
      rows += 1
      const where = `${place}.platforms.ftv.exploitation_windows[${number}]`
      const sighting = windowOf(stated, work, target)
      if (typeof sighting === "string") rejected.push({ place: where, reason: sighting })
      else sightings.push(sighting)
    }
  }
  assertMostRead(rejected, rows)
  return { works, sightings, rejected }
}

/** The sighting of one exploitation window, or why there is none. */
function windowOf(stated: unknown, work: Work, target: TargetRef): Sighting | string {
  const rights = Exploitation.safeParse(stated)
  if (!rights.success) return issueOf(rights.error)
  try {
    return sightingOf(work, rights.data, target)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return error.message
  }
}

/** The work, or why it cannot be read. */
function workOf(video: Video, place: string): Work | string {
  if (video.title === null) return "no title"
  const { title, doubts } = titleOf(withoutTags(video.title))
  const synopsis = withoutTags(video.description)
  const named = (role: string) => video.credits.filter((credit) => credit.role.id === role).flatMap(nameOf)
  const [directors, cast] = [named("realisateur"), named("acteur")]
  const garbled = garbledIn({ title: video.title, directors })
  if (garbled !== null) return garbled
  const [francetv, imdb, allocine] = [video.id, video.imdb?.episode_id ?? null, video.allocine?.movie_id ?? null]
  return {
    film: {
      title,
      originalTitle: null,
      year: yearOf(video.produced_at),
      directors,
      durationMinutes: minutesOf(video.duration) ?? minutesOf(video.expected_duration),
      ids: idsOf({ francetv, imdb, allocine }),
    },
    facts: {
      genres: video.tags.filter(({ type }) => type === "genre").map(({ label }) => label),
      cast: cast.length > 0 ? cast : null,
      synopsis: synopsis === null ? null : { text: synopsis, source: "France.tv" },
    },
    url: pageOf(video.ftv_raw_url),
    terms: { quality: null, price: null, audio: audioOf(video), subtitles: [] },
    doubts,
    place,
    rating: video.rating,
  }
}

const nameOf = ({ first_name, last_name }: Video["credits"][number]): string[] => {
  const name = [first_name, last_name].filter((part) => part !== null).join(" ")
  return name === "" ? [] : [name]
}

/** ISO 8601 ("PT1H33M20S", "P0Y0M0DT1H33M20S") in whole minutes; null for what is none or has no length. */
function minutesOf(duration: string | null): number | null {
  try {
    const minutes = duration === null ? 0 : Math.round(Temporal.Duration.from(duration).total("minutes"))
    return minutes > 0 ? minutes : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Languages that a track states, and French where its name says so; audio description on france.tv is in French. */
function audioOf({ audio_tracks }: Video): string[] {
  const languages = audio_tracks.flatMap(({ id, language }) =>
    /^audiodescription/iu.test(id)
      ? ["fr", "fr-x-ad"]
      : /^(?:vf|fran[cç]ais)/iu.test(id)
        ? ["fr"]
        : languageOf(language ?? ""),
  )
  return [...new Set(languages)]
}

/** "fr", "fra", "fr_FR" as BCP 47; codes for private use ("qaa": the original's, whichever it is) say nothing. */
function languageOf(code: string): string[] {
  const letters = /^[a-z]{2,3}(?=$|[-_])/iu.exec(code)?.[0].toLowerCase() ?? ""
  if (letters === "" || /^(?:q[a-t][a-z]|und|mul|zxx|mis)$/u.test(letters)) return []
  return [new Intl.Locale(letters).language]
}

function noList(data: unknown): SourceError {
  const failure = Failure.safeParse(data)
  const said = failure.success ? (failure.data.error ?? failure.data.message) : undefined
  if (said !== undefined) return new SourceError("refused", `the gateway answers "${shorten(said, 120)}"`)
  return new SourceError("shape_changed", "no list of videos: expected an array of objects with exploitation_windows")
}

function issueOf(error: { readonly issues: readonly { readonly path: PropertyKey[]; readonly message: string }[] }) {
  const [issue] = error.issues
  return `${issue?.path.map(String).join(".")}: ${issue?.message}`.replace(/^: /u, "")
}
