import type { Mail } from "./mail.ts"
import { PHRASES } from "./phrases/phrases.ts"
import type { Chapter, Part } from "./story.ts"
import { tell } from "./tell.ts"

/** What a mail says, for channels that show a title and a few lines of plain text. */
export interface Brief {
  /** One line. */
  readonly title: string
  readonly text: string
}

export function brief(mail: Mail): Brief {
  const { subject, demo, heading, parts, chapters, more } = tell(mail)
  const { colon } = PHRASES[mail.locale]
  const several = chapters.length > 1 || parts.length > 0
  const told = several ? chapters.map((one) => `• ${one.title}${colon}${one.lead}`) : chapters.map(alone)
  const lines = [demo, heading, ...parts.map((part) => partText(part, colon)), ...told, more?.label ?? null]
  return { title: subject, text: lines.filter((line) => line !== null && line !== "").join("\n") }
}

/** The one thing told, with its proof (I13). */
function alone({ lead, cards }: Chapter): string {
  const proofs = cards.flatMap(({ proof }) =>
    proof === null ? [] : [[proof.label, proof.words].filter(Boolean).join(" ")],
  )
  return [lead, ...new Set(proofs)].join("\n")
}

function partText({ heading, lines }: Part, colon: string): string {
  return [heading, ...lines.map(({ film, text }) => `• ${film === null ? "" : film + colon}${text}`)].join("\n")
}
