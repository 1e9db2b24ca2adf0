import { instantInWords } from "@vigie/core"
import type { LetterMail } from "./mail.ts"
import type { LetterPhrases } from "./phrases/letters.ts"
import { lettersEn } from "./phrases/letters-en.ts"
import { lettersFr } from "./phrases/letters-fr.ts"
import type { Action, Card, Row, Story } from "./story.ts"

/** What a mail about an account says. Its button's link is its own: nobody else has it. */
export function tellLetter(mail: LetterMail): Story {
  const phrases = mail.locale === "fr" ? lettersFr : lettersEn
  const { kicker, subject, title, lead, action, note, why } = phrases.letters[mail.kind]
  const url = linkOf(mail)
  const card: Card = {
    provider: subject,
    rows: rowsOf(mail, phrases),
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
    chapters: [{ kicker, title, byline: null, lead, cards: [card], page }],
    why,
    links: footOf(mail, phrases),
  }
}

function linkOf(mail: LetterMail): string | null {
  if (mail.kind === "known") return mail.data.signInUrl
  return "url" in mail.data ? mail.data.url : null
}

function rowsOf(mail: LetterMail, { rows }: LetterPhrases): readonly Row[] {
  const row = (label: string, value: string): Row => ({ label, value, before: null })
  const own = [row(rows.address, mail.to)]
  if (mail.kind === "addressChanged") own.push(row(rows.newAddress, mail.data.newAddress))
  if (mail.kind === "import")
    for (const name of ["added", "available", "choose", "unknown"] as const)
      own.push(row(rows[name], mail.data[name].toLocaleString(mail.locale)))
  if (mail.kind === "invitation" && mail.data.by !== null) own.unshift(row(rows.by, mail.data.by))
  return [...own, row(rows.at, instantInWords(mail.now, mail.locale, mail.zone, mail.now))]
}

function footOf(mail: LetterMail, phrases: LetterPhrases): readonly Action[] {
  if (mail.kind === "known") return [{ label: phrases.forgotten, url: mail.data.resetUrl }]
  return "contactUrl" in mail.data ? [{ label: phrases.contact, url: mail.data.contactUrl }] : []
}
