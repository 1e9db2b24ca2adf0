import type { Locale, Moment, Ms } from "@vigie/core"
import type { Envelope, MailFilm, MailWindow } from "../mail.ts"

export const at = (iso: string): Ms => Temporal.Instant.from(iso).epochMilliseconds
export const day = (iso: string | null): Moment => ({
  at: iso === null ? null : at(iso),
  precision: iso === null ? "unknown" : "day",
  basis: iso === null ? "observed" : "stated",
  text: null,
})

export const NOW = at("2025-07-01T08:00:00Z")

export const LES_MILLES: MailFilm = {
  title: "Les Milles",
  originalTitle: null,
  year: 1995,
  directors: ["Sébastien Grall"],
  pageUrl: "https://vigie.example/films/les-milles-1995",
}
export const DIGUE: MailFilm = {
  title: "La Digue",
  originalTitle: null,
  year: 1978,
  directors: ["Yvonne Marquet"],
  pageUrl: "https://vigie.example/films/la-digue-1978",
}
export const ECLAIRCIE: MailFilm = {
  title: "L'Éclaircie",
  originalTitle: "Bright Spell",
  year: 2024,
  directors: ["Inès Delattre", "Marc Oyono"],
  pageUrl: "https://vigie.example/films/l-eclaircie-2024",
}

/** Free catch-up with a stated last day and no link of its own, read in an article. */
export const REPLAY: MailWindow = {
  provider: { name: "France.tv", homepage: "https://www.france.tv/" },
  kind: "replay",
  monetization: "free",
  terms: [],
  start: day("2025-06-30T22:00:00Z"),
  end: day("2025-07-06T22:00:00Z"),
  territory: "FR",
  watchUrl: null,
  evidence: {
    sourceName: "La Gazette du ciné",
    url: "https://gazette.example/a-voir-cette-semaine",
    readAt: at("2025-06-30T08:12:00Z"),
    text: "À voir sur France.tv jusqu'au 6 juillet",
  },
}

/** A rental at two prices with a link to the film and no end. */
export const RENTAL: MailWindow = {
  provider: { name: "Ciné Étoile", homepage: "https://etoile.example/" },
  kind: "vod",
  monetization: "rent",
  terms: [
    { quality: "hd", price: { amountMinor: 299, currency: "EUR" }, audio: ["fr"], subtitles: ["fr", "en"] },
    { quality: "uhd", price: { amountMinor: 499, currency: "EUR" }, audio: ["fr"], subtitles: [] },
  ],
  start: day("2025-06-30T22:00:00Z"),
  end: day(null),
  territory: "FR",
  watchUrl: "https://etoile.example/film/l-eclaircie",
  evidence: {
    sourceName: "Annuaire des films",
    url: "https://annuaire.example/film/1234",
    readAt: at("2025-07-01T07:45:00Z"),
    text: "Ciné Étoile | Location | 2,99 € | HD",
  },
}

export const SLOT: MailWindow = {
  ...REPLAY,
  provider: { name: "Télé Phare", homepage: "https://phare.example/" },
  kind: "broadcast",
  start: { at: at("2025-07-06T18:55:00Z"), precision: "minute", basis: "stated", text: null },
  end: { at: at("2025-07-06T20:30:00Z"), precision: "minute", basis: "inferred", text: null },
  evidence: { ...REPLAY.evidence, sourceName: "Guide Télé Phare", text: "20.55 L'Éclaircie" },
}

export const same = { before: {}, after: {} }
export const euros = (amountMinor: number) => ({ hd: { amountMinor, currency: "EUR" } })

const token = (mark: string) => `https://vigie.example/unsubscribe/${mark}`
export const STOP_FILM = { what: "film", url: token("3q2-7w") } as const
export const STOP_ALL = { what: "all", url: token("a.3q2-7w") } as const
export const STOP_RULE = { what: "rule", url: token("r.3q2-7w") } as const
export const STOP_NEWSLETTER = { what: "newsletter", url: token("n.3q2-7w") } as const

export function sampleEnvelope(locale: Locale): Envelope {
  return {
    locale,
    zone: "Europe/Paris",
    now: NOW,
    stops: [STOP_FILM, STOP_ALL],
    rule: null,
    listUrl: "https://vigie.example/list",
    rhythmUrl: "https://vigie.example/account/alerts",
    baseUrl: "https://vigie.example/",
    demo: false,
  }
}
