import type { Locale } from "@vigie/core"
import type { FilmMail } from "../mail.ts"
import type { NewsletterMail } from "../newsletter-mail.ts"
import { ALERTS } from "./films.ts"
import { at, ECLAIRCIE, LES_MILLES, STOP_ALL, STOP_NEWSLETTER, sampleEnvelope } from "./samples.ts"

type Gathered = "several" | "digest" | "week" | "newsletter" | "news"

/** A sample of every mail that holds several things. */
export function gatheredPreviews(locale: Locale): { readonly [name in Gathered]: FilmMail | NewsletterMail } {
  const envelope = { ...sampleEnvelope(locale), stops: [STOP_ALL] } as const
  const { closing, repriced, broadcast, target, available, back, announced, moved, closed, correction, terms } = ALERTS
  const toldUrl = "https://vigie.example/watchlist/told"
  const digest = { ...envelope, kind: "digest", toldUrl } as const
  const week = { from: at("2025-06-23T22:00:00Z"), to: at("2025-06-30T22:00:00Z") }
  const newsletter = { ...envelope, stops: [STOP_NEWSLETTER, STOP_ALL], kind: "newsletter", place: null } as const
  return {
    several: { ...envelope, kind: "several", alerts: [closing, repriced, broadcast] },
    digest: { ...digest, every: "daily", alerts: [target, closing, available, back] },
    week: {
      ...digest,
      every: "weekly",
      alerts: [closed, moved, announced, broadcast, terms, repriced, back, available, correction, closing],
    },
    newsletter: { ...newsletter, ...week, newsletter: "leaving", every: "weekly", sections: leaving(locale) },
    news: {
      ...newsletter,
      from: at("2025-06-29T22:00:00Z"),
      to: at("2025-06-30T22:00:00Z"),
      newsletter: "operator",
      every: "daily",
      sections: news(locale),
    },
  }
}

function leaving(locale: Locale): NewsletterMail["sections"] {
  const fr = locale === "fr"
  return [
    {
      heading: fr ? "Cette semaine" : "This week",
      lines: [
        {
          film: LES_MILLES.title,
          text: fr
            ? "France.tv, en replay gratuit, jusqu'au dimanche 6 juillet inclus"
            : "France.tv, on free catch-up, until Sunday 6 July inclusive",
          url: LES_MILLES.pageUrl,
          note: fr ? "Lu sur La Gazette du ciné" : "Read on La Gazette du ciné",
        },
      ],
    },
    {
      heading: fr ? "La semaine prochaine" : "Next week",
      lines: [
        {
          film: ECLAIRCIE.title,
          text: fr
            ? "Ciné Étoile, avec un abonnement, jusqu'au jeudi 10 juillet inclus"
            : "Ciné Étoile, with a subscription, until Thursday 10 July inclusive",
          url: ECLAIRCIE.pageUrl,
          note: fr ? "Lu sur Annuaire des films" : "Read on Annuaire des films",
        },
      ],
    },
  ]
}

function news(locale: Locale): NewsletterMail["sections"] {
  const fr = locale === "fr"
  return [
    {
      heading: fr ? "Deux sources de plus" : "Two more sources",
      lines: [
        {
          film: null,
          text: fr
            ? "Vigie lit maintenant le guide de Télé Phare et l'annuaire des films.\n\nRien ne change dans vos réglages."
            : "Vigie now reads the guide of Télé Phare and the directory of films.\n\nNothing changes in your settings.",
          url: null,
          note: null,
        },
        {
          film: null,
          text: fr ? "Voir toutes les sources" : "See all sources",
          url: "https://vigie.example/sources",
          note: null,
        },
      ],
    },
  ]
}
