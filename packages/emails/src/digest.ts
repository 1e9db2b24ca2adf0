import { dayInWords, numberInWords } from "@vigie/core"
import { endedInWords, tellAlert } from "./chapter.ts"
import { factsOf, type Reader, windowsOf } from "./facts.ts"
import type { Envelope, FilmMail, MailAlert, MailWindow } from "./mail.ts"
import { oneLine } from "./one-line.ts"
import { GATHERED, PARTS, type PartName } from "./phrases/gathered.ts"
import { PHRASES } from "./phrases/phrases.ts"
import { safeUrl } from "./safe-url.ts"
import type { Line, Part, Story } from "./story.ts"
import { howInWords, whenInWords } from "./window-words.ts"

/** A mail is cut by its reader's program at some 100 KB: lines beyond these are on the page of what was told. */
const MOST_LINES = 60

type Digest = Extract<FilmMail, { readonly kind: "digest" }>

const PART_OF: { readonly [kind in MailAlert["kind"]]: PartName } = {
  closing: "closing",
  correction: "correction",
  corrected: "correction",
  available: "available",
  first_answer: "available",
  back: "available",
  repriced: "prices",
  terms: "prices",
  announced: "announced",
  moved: "moved",
  closed: "closed",
}

/** What was gathered, by what matters: a line for each film, what leaves first at the top of its part. */
export function tellDigest(mail: Digest): Pick<Story, "subject" | "preheader" | "heading" | "parts" | "more"> {
  const { locale, zone, now, every, alerts } = mail
  const words = GATHERED[locale]
  const byPart = Map.groupBy(alerts, ({ kind }) => PART_OF[kind])
  const held = PARTS.flatMap((name) => {
    const told = byPart.get(name)
    return told === undefined ? [] : [{ name, told: told.toSorted((a, b) => endOf(a) - endOf(b)) }]
  })
  const heading = words.digest.title[every](dayInWords(now, locale, zone, now))
  const counts = held.map(({ name, told }) => words.digest.counts[name](told.length))
  const left = alerts.length - MOST_LINES
  return {
    heading,
    subject: oneLine(words.digest.subject(heading, counts)),
    preheader: oneLine(
      alerts
        .toSorted((a, b) => PARTS.indexOf(PART_OF[a.kind]) - PARTS.indexOf(PART_OF[b.kind]) || endOf(a) - endOf(b))
        .slice(0, 4)
        .map((alert) => tellAlert(alert, mail).subject)
        .join(" · "),
    ),
    parts: cut(
      held.map(({ name, told }) => ({ heading: words.parts[name], lines: told.map((one) => lineOf(one, mail)) })),
    ),
    more: left <= 0 ? null : { label: words.digest.more(numberInWords(left, locale)), url: mail.toldUrl },
  }
}

function endOf(alert: MailAlert): number {
  return Math.min(...windowsOf(alert).map(({ end }) => end.at ?? Number.MAX_SAFE_INTEGER))
}

function cut(parts: readonly Part[]): readonly Part[] {
  let left = MOST_LINES
  return parts.flatMap(({ heading, lines }) => {
    const kept = lines.slice(0, left)
    left -= kept.length
    return kept.length === 0 ? [] : [{ heading, lines: kept }]
  })
}

function lineOf(alert: MailAlert, mail: Envelope): Line {
  const { evidence } = windowsOf(alert)[0]
  return {
    film: alert.film.title,
    url: alert.film.pageUrl,
    text: oneLine(textOf(alert, mail)),
    note: { label: PHRASES[mail.locale].readAt(evidence.sourceName), url: safeUrl(evidence.url) },
  }
}

/** Where, how, until when: what happened is said by the part's heading, and by its own words where that is not enough. */
function textOf(alert: MailAlert, reader: Reader): string {
  const { locale, now } = reader
  const { colon } = PHRASES[locale]
  switch (alert.kind) {
    case "correction":
      return correctionText(alert, reader)
    case "corrected":
    case "terms":
      return tellAlert(alert, reader).lead
    case "closed":
      return `${alert.window.provider.name}${colon}${endedInWords(alert.window, locale, now)}`
    case "announced":
    case "moved":
      return `${alert.window.provider.name}, ${whenInWords(alert.window, locale, now)}`
    case "repriced":
      return repricedText(alert, alert.window, reader)
    case "back":
      return `${GATHERED[locale].back(factsOf(alert, reader).away?.day ?? null)}${colon}${seenText(alert.windows, reader)}`
    default:
      return [seenText(windowsOf(alert), reader), ...reachedText(alert, reader)].join(", ")
  }
}

/** What was said, that it was wrong, and what is true. */
function correctionText(alert: MailAlert, reader: Reader): string {
  const { said } = factsOf(alert, reader)
  const { lead } = tellAlert(alert, reader)
  return said === null ? lead : `${PHRASES[reader.locale].quote(said.subject)}. ${lead}`
}

function seenText(windows: readonly MailWindow[], reader: Reader): string {
  const { locale } = reader
  const told = windows.slice(0, 3).map((window) => {
    const how = window.kind === "broadcast" ? "" : `, ${howInWords(window, locale)}`
    return [`${window.provider.name}${how}`, ...whenText(window, reader)].join(", ")
  })
  return told.join(" · ")
}

function repricedText(alert: MailAlert, window: MailWindow, reader: Reader): string {
  const { locale } = reader
  const { price, reached } = factsOf(alert, reader)
  const { instead } = GATHERED[locale]
  const said = price === null ? (reached?.price ?? null) : instead(price.after, price.before)
  const parts = [...(said === null ? [] : [said]), ...reachedText(alert, reader), ...whenText(window, reader)]
  return [window.provider.name, ...parts].join(", ")
}

function reachedText(alert: MailAlert, reader: Reader): readonly string[] {
  const { reached } = factsOf(alert, reader)
  if (reached === null) return []
  const { atTarget, lowest } = GATHERED[reader.locale]
  return [...(reached.target === null ? [] : [atTarget]), ...(reached.lowest ? [lowest] : [])]
}

/** In a line, an end that nobody announced goes without saying. */
function whenText(window: MailWindow, { locale, now }: Reader): readonly string[] {
  const begun = window.start.at === null || window.start.at <= now
  return window.end.at === null && begun ? [] : [whenInWords(window, locale, now)]
}
