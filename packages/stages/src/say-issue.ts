import {
  DEPARTMENTS,
  kindInWords,
  type Locale,
  type Ms,
  monetizationInWords,
  priceInWords,
  sinceInWords,
  untilInWords,
  zoneOf,
} from "@vigie/core"
import type { Issue, IssueSection, WindowLine } from "@vigie/db"
import type { NewsletterIssue, NewsletterLine, NewsletterSection } from "@vigie/emails"
import { NEWSLETTER_WORDS } from "./newsletter-words.ts"

/** What saying an issue needs besides it. */
export interface SayingIssue {
  readonly locale: Locale
  /** Without a slash at its end; "" makes addresses of one's own site. */
  readonly baseUrl: string
  readonly now: Ms
  readonly sourceName: (id: string) => string
}

/** Where the rest of each newsletter is. */
const PAGES: { readonly [kind in Issue["kind"]]: (ref: string) => string } = {
  list: () => "/watchlist",
  services: () => "/films?mine=1",
  leaving: () => "/calendar",
  prices: () => "/history/changes?change=repriced",
  place: (ref) => `/places?department=${encodeURIComponent(ref)}`,
  operator: () => "/",
}

/** An issue in words. */
export function sayIssue(issue: Issue, saying: SayingIssue): NewsletterIssue {
  const { kind, ref, cadence, from, to, sections } = issue
  const page = `${saying.baseUrl}${PAGES[kind](ref)}`
  return {
    newsletter: kind,
    place: kind === "place" ? (DEPARTMENTS[ref] ?? ref) : null,
    every: cadence,
    from,
    to,
    sections: sections.flatMap((section) => saySection(section, page, saying)),
  }
}

function saySection(section: IssueSection, page: string, saying: SayingIssue): readonly NewsletterSection[] {
  if (section.name === "news")
    return section.pieces.map(({ title, paragraphs }) => ({
      heading: title,
      lines: paragraphs.map((text) => ({ film: null, text, url: null, note: null })),
    }))
  const { headings, more } = NEWSLETTER_WORDS[saying.locale]
  const rest = section.more > 0 ? [{ film: null, text: more(section.more), url: page, note: null }] : []
  return [{ heading: headings[section.name], lines: [...linesOf(section, page, saying), ...rest] }]
}

function linesOf(
  section: Exclude<IssueSection, { readonly name: "news" }>,
  page: string,
  saying: SayingIssue,
): readonly NewsletterLine[] {
  const words = NEWSLETTER_WORDS[saying.locale]
  switch (section.name) {
    case "changed":
      return section.lines.map((line) => sayLine(line, words.changes[line.change](line.provider), saying))
    case "dropped":
      return section.lines.map((line) => {
        const [price, before] = [priceInWords(line.price, saying.locale), priceInWords(line.before, saying.locale)]
        return sayLine({ ...line, price: null }, `${words.instead(price, before)}, ${line.provider}`, saying)
      })
    case "state":
      return sayState(section, page, saying)
    default:
      return section.lines.map((line) => sayLine(line, line.provider, saying))
  }
}

function sayLine(line: WindowLine, what: string, { locale, baseUrl, now, sourceName }: SayingIssue): NewsletterLine {
  const { from, readOn } = NEWSLETTER_WORDS[locale]
  const zone = zoneOf(line.territory)
  const future = line.start.at !== null && line.start.at > now
  const over = line.end.at !== null && line.end.at <= now
  const parts = [
    what,
    howOf(line, locale),
    line.price === null ? null : from(priceInWords(line.price, locale)),
    future ? sinceInWords(line.start, locale, zone, now) : null,
    over ? null : untilInWords(line.end, locale, zone, now),
  ]
  return {
    film: line.film.year === null ? line.film.title : `${line.film.title} (${line.film.year})`,
    text: parts.filter((part) => part !== null).join(", "),
    url: `${baseUrl}/films/${line.film.slug}`,
    note: line.source === null ? null : readOn(sourceName(line.source)),
  }
}

function howOf({ kind, monetization }: Pick<WindowLine, "kind" | "monetization">, locale: Locale): string {
  return kind === "vod" ? monetizationInWords(monetization, locale) : kindInWords(kind, locale)
}

/** The list in one sentence, then what of it can be seen or is announced. */
function sayState(
  { counts, watches, territory }: Extract<IssueSection, { readonly name: "state" }>,
  page: string,
  { locale, baseUrl, now }: SayingIssue,
): readonly NewsletterLine[] {
  const { mine, elsewhere, announced, none } = counts
  const all = NEWSLETTER_WORDS[locale].counts(mine, elsewhere, announced, none)
  const films = watches.map(({ film, providers, model, next, open }): NewsletterLine => {
    const zone = zoneOf(territory)
    const when = next && (open ? untilInWords(next, locale, zone, now) : sinceInWords(next, locale, zone, now))
    const text = [providers.map(({ name }) => name).join(", "), model && howOf(model, locale), when]
    return {
      film: film.year === null ? film.title : `${film.title} (${film.year})`,
      text: text.filter(Boolean).join(", "),
      url: `${baseUrl}/films/${film.slug}`,
      note: null,
    }
  })
  return [{ film: null, text: all, url: page, note: null }, ...films]
}
