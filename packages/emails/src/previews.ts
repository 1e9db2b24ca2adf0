import type { Locale, Moment, Ms } from "@vigie/core"
import type { LetterMail, LetterMailKind } from "./letter-mail.ts"
import type { Envelope, FilmMail, MailFilm, MailWindow, TestMail } from "./mail.ts"

const at = (iso: string): Ms => Temporal.Instant.from(iso).epochMilliseconds
const day = (iso: string | null): Moment => ({
  at: iso === null ? null : at(iso),
  precision: iso === null ? "unknown" : "day",
  basis: iso === null ? "observed" : "stated",
  text: null,
})

const NOW = at("2025-07-01T08:00:00Z")

const LES_MILLES: MailFilm = {
  title: "Les Milles",
  originalTitle: null,
  year: 1995,
  directors: ["Sébastien Grall"],
  pageUrl: "https://vigie.example/films/les-milles-1995",
}
const ECLAIRCIE: MailFilm = {
  title: "L'Éclaircie",
  originalTitle: "Bright Spell",
  year: 2024,
  directors: ["Inès Delattre", "Marc Oyono"],
  pageUrl: "https://vigie.example/films/l-eclaircie-2024",
}

/** Free catch-up with a stated last day and no link of its own, read in an article. */
const REPLAY: MailWindow = {
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
const RENTAL: MailWindow = {
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

const SLOT: MailWindow = {
  ...REPLAY,
  provider: { name: "Télé Phare", homepage: "https://phare.example/" },
  kind: "broadcast",
  start: { at: at("2025-07-06T18:55:00Z"), precision: "minute", basis: "stated", text: null },
  end: { at: at("2025-07-06T20:30:00Z"), precision: "minute", basis: "inferred", text: null },
  evidence: { ...REPLAY.evidence, sourceName: "Guide Télé Phare", text: "20.55 L'Éclaircie" },
}

const same = { before: {}, after: {} }
const euros = (amountMinor: number) => ({ hd: { amountMinor, currency: "EUR" } })

/** A sample mail of every kind: for tests, and for looking at them in a browser. */
export function previews(locale: Locale): { readonly [kind in FilmMail["kind"]]: FilmMail } & {
  readonly [kind in LetterMailKind]: LetterMail
} & {
  readonly test: TestMail
} {
  const envelope: Envelope = {
    locale,
    zone: "Europe/Paris",
    now: NOW,
    unsubscribeUrl: "https://vigie.example/unsubscribe/3q2-7w",
    listUrl: "https://vigie.example/list",
    baseUrl: "https://vigie.example/",
    demo: false,
  }
  const milles = { ...envelope, film: LES_MILLES, window: REPLAY }
  const rental = { ...envelope, film: ECLAIRCIE, window: RENTAL }
  const repriced = {
    ...rental,
    kind: "repriced",
    change: { before: { prices: euros(399) }, after: { prices: euros(299) } },
  } as const
  const closing = { ...milles, kind: "closing", change: { before: {}, after: { leadMs: 172_800_000 } } } as const
  const slot = { ...envelope, film: ECLAIRCIE, window: SLOT, kind: "announced", change: same } as const
  const letter = { locale, zone: envelope.zone, now: NOW, baseUrl: envelope.baseUrl, to: "lea@mail.example" } as const
  const contactUrl = "https://vigie.example/contact"
  return {
    verify: { ...letter, kind: "verify", data: { url: "https://vigie.example/verify?token=3q2-7w" } },
    known: {
      ...letter,
      kind: "known",
      data: { signInUrl: "https://vigie.example/sign-in", resetUrl: "https://vigie.example/forgotten" },
    },
    reset: { ...letter, kind: "reset", data: { url: "https://vigie.example/reset/3q2-7w" } },
    invitation: {
      ...letter,
      kind: "invitation",
      data: { url: "https://vigie.example/invitations/3q2-7w", by: "Ciné-club du Phare" },
    },
    addressChanged: { ...letter, kind: "addressChanged", data: { newAddress: "lea@new.example", contactUrl } },
    erased: { ...letter, kind: "erased", data: { contactUrl } },
    import: {
      ...letter,
      kind: "import",
      data: { url: "https://vigie.example/watchlist/import/3q2", added: 1_312, available: 41, choose: 7, unknown: 12 },
    },
    channelPaused: {
      ...letter,
      kind: "channelPaused",
      data: {
        channel: "webhook",
        address: "hooks.example/…/3q2",
        reason: "HTTP 410 Gone",
        url: "https://vigie.example/account/channels",
      },
    },
    sourceSilent: {
      ...letter,
      kind: "sourceSilent",
      data: {
        source: "Annuaire des films",
        lastGoodAt: at("2025-06-30T13:45:00Z"),
        everyMs: 21_600_000,
        failing: 38,
        active: 41,
        reason: "status: 403",
        url: "https://vigie.example/sources/annuaire",
      },
    },
    hold: {
      ...letter,
      kind: "hold",
      data: { source: "Télé Phare", closing: 212, open: 480, url: "https://vigie.example/operations/holds" },
    },
    available: { ...envelope, kind: "available", film: LES_MILLES, windows: [REPLAY] },
    first_answer: { ...envelope, kind: "first_answer", film: ECLAIRCIE, windows: [RENTAL, REPLAY] },
    closing,
    announced: {
      ...milles,
      kind: "announced",
      change: same,
      window: { ...REPLAY, start: day("2025-07-03T22:00:00Z") },
    },
    moved: {
      ...milles,
      kind: "moved",
      window: { ...REPLAY, end: day("2025-07-20T22:00:00Z") },
      change: { before: { end: "2025-07-06T22:00:00Z" }, after: { end: "2025-07-20T22:00:00Z" } },
    },
    repriced,
    terms: {
      ...rental,
      kind: "terms",
      direction: "improved",
      change: { before: { qualities: ["hd"] }, after: { qualities: ["hd", "uhd"] } },
    },
    closed: { ...milles, kind: "closed", change: same, now: at("2025-07-07T06:00:00Z") },
    corrected: { ...milles, kind: "corrected", change: { before: {}, after: { reason: "returned" } } },
    several: { ...envelope, kind: "several", alerts: [closing, repriced, slot] },
    test: {
      kind: "test",
      locale,
      zone: envelope.zone,
      now: NOW,
      baseUrl: envelope.baseUrl,
      from: "Vigie <vigie@vigie.example>",
      via: "SMTP mail.example:587",
    },
  }
}
