import { agoInWords, instantInWords, leadInWords, NBSP, numberInWords } from "@vigie/core"
import type { LetterMail } from "./letter-mail.ts"
import { oneLine } from "./one-line.ts"
import type { LetterPhrases, Named } from "./phrases/letters.ts"
import { lettersEn } from "./phrases/letters-en.ts"
import { lettersFr } from "./phrases/letters-fr.ts"
import { sourceReason } from "./phrases/source-reasons.ts"
import type { Action, Card, Row, Story } from "./story.ts"
import { capital } from "./window-words.ts"

/** What a mail about an account, or to an operator, says. Its button's link is its own: nobody else has it. */
export function tellLetter(mail: LetterMail): Story {
  const phrases = mail.locale === "fr" ? lettersFr : lettersEn
  const { kicker, lead, action, note, why, ...named } = phrases.letters[mail.kind]
  const name = nameOf(mail, phrases)
  const subject = oneLine(say(named.subject, name))
  const url = linkOf(mail)
  const card: Card = {
    provider: subject,
    rows: [...rowsOf(mail, phrases), at(mail, phrases)],
    action: action === null || url === null ? null : { label: action, url },
    note,
    proof: null,
  }
  const page = { label: phrases.page, url: mail.baseUrl }
  return {
    subject,
    preheader: lead,
    demo: null,
    heading: null,
    period: null,
    parts: [],
    more: null,
    chapters: [{ kicker, title: say(named.title, name), byline: null, lead, cards: [card], page }],
    why,
    links: footOf(mail, phrases),
  }
}

function say(words: Named, name: string): string {
  return typeof words === "string" ? words : words(name)
}

/** What the mail is about, for its subject. */
function nameOf({ kind, data }: LetterMail, phrases: LetterPhrases): string {
  if (kind === "sourceSilent" || kind === "hold") return data.source
  return kind === "channelPaused" ? (phrases.channels[data.channel] ?? data.channel) : ""
}

function linkOf(mail: LetterMail): string | null {
  if (mail.kind === "known") return mail.data.signInUrl
  return "url" in mail.data ? mail.data.url : null
}

const row = (label: string, value: string): Row => ({ label, value, before: null })

function at(mail: LetterMail, { rows }: LetterPhrases): Row {
  return row(rows.at, instantInWords(mail.now, mail.locale, mail.zone, mail.now))
}

function rowsOf(mail: LetterMail, phrases: LetterPhrases): readonly Row[] {
  const { rows } = phrases
  switch (mail.kind) {
    case "sourceSilent":
    case "hold":
      return operatorRows(mail, phrases)
    case "channelPaused":
      return [
        row(rows.channel, nameOf(mail, phrases)),
        row(rows.address, mail.data.address),
        row(rows.why, mail.data.reason),
      ]
    case "addressChanged":
      return [row(rows.address, mail.to), row(rows.newAddress, mail.data.newAddress)]
    case "import": {
      const counted = (["added", "available", "choose", "unknown"] as const).map((name) =>
        row(rows[name], numberInWords(mail.data[name], mail.locale)),
      )
      return [row(rows.address, mail.to), ...counted]
    }
    case "invitation":
    case "household":
      return [...(mail.data.by === null ? [] : [row(rows.by, mail.data.by)]), row(rows.address, mail.to)]
    default:
      return [row(rows.address, mail.to)]
  }
}

function operatorRows(
  mail: Extract<LetterMail, { kind: "sourceSilent" | "hold" }>,
  { rows, of, never }: LetterPhrases,
): readonly Row[] {
  const { locale, zone, now } = mail
  const count = (value: number) => numberInWords(value, locale)
  const source = row(rows.source, mail.data.source)
  if (mail.kind === "hold") return [source, row(rows.closing, of(count(mail.data.closing), count(mail.data.open)))]
  const { lastGoodAt, everyMs, failing, active, reason } = mail.data
  const read =
    lastGoodAt === null
      ? never
      : `${instantInWords(lastGoodAt, locale, zone, now)}${NBSP}(${agoInWords(lastGoodAt, locale, now)})`
  return [
    source,
    row(rows.lastRead, capital(read)),
    row(rows.interval, leadInWords(everyMs, locale)),
    row(rows.failing, of(count(failing), count(active))),
    ...(reason === null ? [] : [row(rows.why, capital(sourceReason(reason, locale)))]),
  ]
}

function footOf(mail: LetterMail, phrases: LetterPhrases): readonly Action[] {
  if (mail.kind === "known") return [{ label: phrases.forgotten, url: mail.data.resetUrl }]
  return "contactUrl" in mail.data ? [{ label: phrases.contact, url: mail.data.contactUrl }] : []
}
