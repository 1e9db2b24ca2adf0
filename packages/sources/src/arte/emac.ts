import type { Term } from "@vigie/core"
import { codeIn, formOf } from "./films.ts"
import { minutesOf, pageOf, type Work } from "./normalise.ts"
import type { Teaser } from "./schema.ts"

/**
 * The programme a teaser shows; its label ("jusqu'au 08/10") never replaces the machine's times. `listing` is the code of the
 * page it stands on: its genre where it states none itself.
 */
export function workOfTeaser(teaser: Teaser, place: string, channelOf: string, listing: string | null): Work {
  const { programId, title, subtitle, duration, url, genre, geoblocking, teaserText, availability, credits } = teaser
  const label = genre?.label ?? genre?.name ?? null
  const code = codeIn(genre?.deeplink) ?? (label === null ? codeIn(listing) : null)
  const [year] = credited(credits, "PRODUCTION_YEAR")
  const cast = credited(credits, "ACT")
  return {
    film: {
      title: title.replace(/\s+/gu, " ").trim(),
      originalTitle: null,
      year: year !== undefined && /^(?:1[89]|20)\d\d$/u.test(year) ? Number(year) : null,
      directors: [...credited(credits, "REA")],
      durationMinutes: minutesOf(duration),
      ids: { arte: programId },
    },
    form: formOf({
      programId,
      codes: code === null ? [] : [code],
      words: [label, genre?.itemLabel].flatMap((each) => each ?? []),
      minutes: minutesOf(duration),
      episode: teaser.episodeInfo,
    }),
    facts: {
      genres: label === null ? [] : [label],
      countries: [...credited(credits, "COUNTRY")],
      cast: cast.length > 0 ? [...cast] : null,
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

function credited(credits: Teaser["credits"], role: string): readonly string[] {
  return credits.flatMap(({ code, values }) =>
    code === role ? values.map((value) => value.trim()).filter(Boolean) : [],
  )
}

/** Versions as Arte codes them: "VO" is the original one in whichever language, "AD" and "ST" are in the page's own. */
function termsOf({ audioVersions, url }: Teaser): Term {
  const language = /(?:^|arte\.tv)\/(fr|de|en|es|it|pl|ro)\//u.exec(url ?? "")?.[1]
  const spoken: Readonly<Record<string, string>> = {
    VF: "fr",
    VA: "de",
    DE: "de",
    VO: "und-x-original",
    AD: `${language ?? "und"}-x-ad`,
  }
  const audio = audioVersions.flatMap((code) => spoken[code] ?? [])
  const subtitled = audioVersions.some((code) => code === "ST" || code === "STM")
  return {
    quality: null,
    price: null,
    audio: [...new Set(audio)],
    subtitles: subtitled && language ? [language] : [],
  }
}
