import { dayInWords, localDay } from "@vigie/core"
import type { NewsletterMail } from "./newsletter-mail.ts"
import { oneLine, shortTitle } from "./one-line.ts"
import { GATHERED } from "./phrases/gathered.ts"
import { safeUrl } from "./safe-url.ts"
import type { Story } from "./story.ts"

/** An issue: its name, its period, and its sections as they were given. */
export function tellNewsletter(
  mail: NewsletterMail,
): Pick<Story, "subject" | "preheader" | "heading" | "period" | "parts"> {
  const { locale, newsletter, place, sections } = mail
  const { newsletter: words } = GATHERED[locale]
  const heading = newsletter === "place" ? words.place(shortTitle(place ?? "")) : words.titles[newsletter]
  const lines = sections.flatMap((section) => section.lines)
  const films = [...new Set(lines.flatMap(({ film }) => film ?? []))]
  const first = films[0] ?? (newsletter === "operator" ? sections[0]?.heading : undefined) ?? null
  return {
    heading,
    period: periodOf(mail),
    subject: oneLine(words.subject(heading, first === null ? null : shortTitle(first), Math.max(0, films.length - 1))),
    preheader: oneLine(
      lines
        .slice(0, 4)
        .map(({ film, text }) => (film === null ? text : `${film}, ${text}`))
        .join(" · "),
    ),
    parts: sections.map((section) => ({
      heading: oneLine(section.heading),
      lines: section.lines.map(({ film, text, url, note }) => ({
        film,
        text,
        url: safeUrl(url),
        note: note === null ? null : { label: note, url: null },
      })),
    })),
  }
}

/** The days it tells, the last one included; of where a list stands, and what leaves soon, the day it was made. */
function periodOf({ newsletter, locale, zone, now, from, to }: NewsletterMail): string {
  const { newsletter: words } = GATHERED[locale]
  const day = (at: number) => dayInWords(at, locale, zone, now)
  if (newsletter === "list" || newsletter === "leaving") return words.on(day(to))
  const one = localDay(from, zone) === localDay(to - 1, zone)
  return one ? words.day(day(from)) : words.period(day(from), day(to - 1))
}
