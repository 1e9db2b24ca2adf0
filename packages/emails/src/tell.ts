import { instantInWords } from "@vigie/core"
import { tellAlert } from "./chapter.ts"
import { tellDigest } from "./digest.ts"
import type { Envelope, FilmMail, Mail, MailAlert, TestMail } from "./mail.ts"
import { tellNewsletter } from "./newsletter.ts"
import { oneLine, shortTitle } from "./one-line.ts"
import { GATHERED } from "./phrases/gathered.ts"
import { PHRASES } from "./phrases/phrases.ts"
import type { Story } from "./story.ts"
import { tellLetter } from "./tell-letter.ts"

/** What a mail says, in its language; the subject is one line whatever the titles hold. */
export function tell(mail: Mail): Story {
  if (mail.kind === "test") return tellTest(mail)
  if ("to" in mail && "data" in mail) return tellLetter(mail)
  if (mail.kind === "newsletter")
    return { ...BARE, ...frameOf(mail, GATHERED[mail.locale].newsletter.why), ...tellNewsletter(mail) }
  return tellFilms(mail)
}

const BARE = { demo: null, heading: null, period: null, parts: [], chapters: [], more: null, links: [] } as const

function tellTest({ locale, zone, now, baseUrl, from, via }: TestMail): Story {
  const { test } = PHRASES[locale]
  const row = (label: string, value: string) => ({ label, value, before: null })
  const rows = [
    row(test.rows.from, from),
    row(test.rows.via, via),
    row(test.rows.at, instantInWords(now, locale, zone, now)),
  ]
  const { kicker, title, lead } = test
  const card = { provider: test.subject, rows, action: null, note: null, proof: null }
  return {
    ...BARE,
    subject: test.subject,
    preheader: lead,
    chapters: [{ kicker, title, byline: null, lead, cards: [card], page: { label: test.page, url: baseUrl } }],
    why: test.why,
  }
}

/** Why it came, what may be stopped from it, and whether it is invented. */
function frameOf(mail: Envelope, why: string): Pick<Story, "demo" | "why" | "links"> {
  const { stops } = GATHERED[mail.locale]
  return {
    demo: mail.demo ? PHRASES[mail.locale].demo : null,
    why: mail.rule === null ? why : GATHERED[mail.locale].rules[mail.rule.scope](oneLine(mail.rule.name)),
    links: [
      ...mail.stops.map(({ what, url }) => ({ label: stops[what], url })),
      { label: PHRASES[mail.locale].rhythm, url: mail.rhythmUrl },
      { label: PHRASES[mail.locale].list, url: mail.listUrl },
    ],
  }
}

function tellFilms(mail: FilmMail): Story {
  const phrases = PHRASES[mail.locale]
  if (mail.kind === "digest")
    return { ...BARE, ...frameOf(mail, GATHERED[mail.locale].digest.why), ...tellDigest(mail) }
  if (mail.kind === "several") return tellSeveral(mail)
  const { subject, ...chapter } = tellAlert(mail, mail)
  return {
    ...BARE,
    ...frameOf(mail, phrases.why(oneLine(mail.film.title))),
    subject: oneLine(subject),
    preheader: oneLine(chapter.lead),
    chapters: [chapter],
  }
}

function tellSeveral(mail: Extract<FilmMail, { readonly kind: "several" }>): Story {
  const phrases = PHRASES[mail.locale]
  const titles = [...new Set(mail.alerts.map(({ film }) => film.title))]
  const told = mail.alerts.map((alert) => tellAlert(alert, mail))
  return {
    ...BARE,
    ...frameOf(mail, titles.length === 1 ? phrases.why(oneLine(titles[0]!)) : phrases.several.why),
    subject: oneLine(severalSubject(mail.alerts, phrases)),
    preheader: oneLine(told.map(({ subject }) => subject).join(" · ")),
    heading: phrases.several.heading(mail.alerts.length),
    chapters: told.map(({ subject: _, ...chapter }) => chapter),
  }
}

function severalSubject(alerts: readonly MailAlert[], phrases: (typeof PHRASES)["fr"]): string {
  const titles = [...new Set(alerts.map(({ film }) => shortTitle(film.title)))]
  const [first = "", ...rest] = titles
  const named = rest.length > 1 ? phrases.others(first, rest.length) : phrases.and(titles)
  return phrases.several.subject(alerts.length, named, titles.length === 1)
}
