import type { Term } from "@vigie/core"
import { minutesOf, pageOf, type Work } from "./normalise.ts"
import type { Teaser } from "./schema.ts"

/** The programme a teaser shows; its label ("jusqu'au 08/10") never replaces the machine's times. */
export function workOfTeaser(teaser: Teaser, place: string, channelOf: string): Work {
  const { programId, title, subtitle, duration, url, genre, geoblocking, teaserText, availability } = teaser
  const label = genre?.label ?? genre?.name ?? null
  return {
    film: {
      title: title.replace(/\s+/gu, " ").trim(),
      originalTitle: null,
      year: null,
      directors: [],
      durationMinutes: minutesOf(duration),
      ids: { arte: programId },
    },
    facts: {
      genres: label === null ? [] : [label],
      synopsis: teaserText === null ? null : { text: teaserText, source: "Arte" },
    },
    subtitle,
    url: pageOf(url),
    geoblocking,
    terms: termsOf(teaser),
    doubts: [],
    replays: [{ ...availability, place: `${place}.availability` }],
    broadcasts: [],
    channelOf,
    place,
  }
}

/** Versions as Arte codes them; "VO" is the original language, whichever it is, and "ST" subtitles in the page's own. */
function termsOf({ audioVersions, url }: Teaser): Term {
  const language = /(?:^|arte\.tv)\/(fr|de|en|es|it|pl|ro)\//u.exec(url ?? "")?.[1]
  const audio = audioVersions.flatMap((code) => (code === "VF" ? ["fr"] : code === "DE" || code === "VA" ? ["de"] : []))
  const subtitled = audioVersions.some((code) => code === "ST" || code === "STM")
  return {
    quality: null,
    price: null,
    audio: [...new Set(audio)],
    subtitles: subtitled && language ? [language] : [],
  }
}
