import { type Locale, NBSP } from "@vigie/core"
import type { ChangedLine, IssueSection } from "@vigie/db"

const COLON = `${NBSP}: `

/** The words of an issue's sections, besides those that core has for dates, prices and terms. */
export interface NewsletterWords {
  readonly headings: { readonly [name in Exclude<IssueSection["name"], "news">]: string }
  readonly changes: { readonly [change in ChangedLine["change"]]: (where: string) => string }
  /** "12 à voir chez vous ou gratuitement, 3 ailleurs, 2 annoncés, 40 nulle part". */
  readonly counts: (mine: number, elsewhere: number, announced: number, none: number) => string
  readonly more: (count: number) => string
  readonly from: (price: string) => string
  readonly instead: (price: string, before: string) => string
  /** "lu sur TMDB". */
  readonly readOn: (source: string) => string
}

export const NEWSLETTER_WORDS: Readonly<Record<Locale, NewsletterWords>> = {
  fr: {
    headings: {
      changed: "Ce qui a changé",
      state: "Où en est votre liste",
      opened: "Arrivés",
      announced: "Annoncés",
      leaving: "Partent bientôt",
      dropped: "Moins chers",
    },
    changes: {
      opened: (where) => `arrivé sur ${where}`,
      announced: (where) => `annoncé sur ${where}`,
      moved: (where) => `nouvelle date sur ${where}`,
      repriced: (where) => `nouveau prix sur ${where}`,
      improved: (where) => `mieux qu'avant sur ${where}`,
      reduced: (where) => `moins bien qu'avant sur ${where}`,
      closed: (where) => `parti de ${where}`,
    },
    counts: (mine, elsewhere, announced, none) =>
      `${mine} à voir chez vous ou gratuitement, ${elsewhere} ailleurs, ${announced} ${announced > 1 ? "annoncés" : "annoncé"}, ${none} nulle part pour l'instant.`,
    more: (count) => (count === 1 ? "et un autre, sur votre page" : `et ${count} autres, sur votre page`),
    from: (price) => `dès ${price}`,
    instead: (price, before) => `${price} au lieu de ${before}`,
    readOn: (source) => `Source${COLON}${source}`,
  },
  en: {
    headings: {
      changed: "What changed",
      state: "How your list stands",
      opened: "Arrived",
      announced: "Announced",
      leaving: "Leaving soon",
      dropped: "Cheaper",
    },
    changes: {
      opened: (where) => `arrived on ${where}`,
      announced: (where) => `announced on ${where}`,
      moved: (where) => `a new date on ${where}`,
      repriced: (where) => `a new price on ${where}`,
      improved: (where) => `better than before on ${where}`,
      reduced: (where) => `less good than before on ${where}`,
      closed: (where) => `gone from ${where}`,
    },
    counts: (mine, elsewhere, announced, none) =>
      `${mine} to watch on your services or for free, ${elsewhere} elsewhere, ${announced} announced, ${none} nowhere for now.`,
    more: (count) => (count === 1 ? "and another one, on your page" : `and ${count} more, on your page`),
    from: (price) => `from ${price}`,
    instead: (price, before) => `${price} instead of ${before}`,
    readOn: (source) => `Source: ${source}`,
  },
}
