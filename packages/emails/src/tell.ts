import { instantInWords } from "@vigie/core"
import { tellAlert } from "./chapter.ts"
import type { FilmMail, Mail, MailAlert, TestMail } from "./mail.ts"
import { oneLine } from "./one-line.ts"
import { PHRASES } from "./phrases/phrases.ts"
import type { Story } from "./story.ts"
import { tellLetter } from "./tell-letter.ts"

/** What a mail says, in its language; the subject is one line whatever the titles hold. */
export function tell(mail: Mail): Story {
  if (mail.kind === "test") return tellTest(mail)
  return "to" in mail ? tellLetter(mail) : tellFilms(mail)
}

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
    subject: test.subject,
    preheader: lead,
    demo: null,
    heading: null,
    chapters: [{ kicker, title, byline: null, lead, cards: [card], page: { label: test.page, url: baseUrl } }],
    why: test.why,
    links: [],
  }
}

function tellFilms(mail: FilmMail): Story {
  const phrases = PHRASES[mail.locale]
  const common = {
    demo: mail.demo ? phrases.demo : null,
    links: (stop: string) => [
      { label: stop, url: mail.unsubscribeUrl },
      { label: phrases.list, url: mail.listUrl },
    ],
  }
  if (mail.kind !== "several") {
    const { subject, ...chapter } = tellAlert(mail, mail)
    return {
      subject: oneLine(subject),
      preheader: oneLine(chapter.lead),
      demo: common.demo,
      heading: null,
      chapters: [chapter],
      why: phrases.why(mail.film.title),
      links: common.links(phrases.stop),
    }
  }
  const titles = [...new Set(mail.alerts.map(({ film }) => film.title))]
  const oneFilm = titles.length === 1 ? titles[0]! : null
  const told = mail.alerts.map((alert) => tellAlert(alert, mail))
  return {
    subject: oneLine(severalSubject(mail.alerts, phrases)),
    preheader: oneLine(told.map(({ subject }) => subject).join(" · ")),
    demo: common.demo,
    heading: phrases.several.heading(mail.alerts.length),
    chapters: told.map(({ subject: _, ...chapter }) => chapter),
    why: oneFilm === null ? phrases.several.why : phrases.why(oneFilm),
    links: common.links(oneFilm === null ? phrases.several.stop : phrases.stop),
  }
}

function severalSubject(alerts: readonly MailAlert[], phrases: (typeof PHRASES)["fr"]): string {
  const titles = [...new Set(alerts.map(({ film }) => film.title))]
  const [first = "", ...rest] = titles
  const named = rest.length > 1 ? phrases.others(first, rest.length) : phrases.and(titles)
  return phrases.several.subject(alerts.length, named, titles.length === 1)
}
