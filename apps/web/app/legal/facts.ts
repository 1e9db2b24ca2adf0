import type { Legal } from "@vigie/db"

/** What the legal pages are filled with. */
export interface LegalFacts {
  /** Null while whoever runs this installation has not said who they are. */
  readonly legal: Legal | null
  /** The country whose law counts, by its name. */
  readonly country: string
  readonly accounts: "local" | "invite" | "open"
  /** What hands mails over: its name, or null where they stay on this machine. */
  readonly mailBy: string | null
  /** Those whose words are shown, with what they ask to be said of them. */
  readonly sources: readonly { readonly name: string; readonly attribution: string | null }[]
}

/** A part of a legal page: paragraphs, and lists among them. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly body: readonly (string | readonly string[])[]
}

export type LegalPage = "terms" | "privacy" | "legal" | "contact"

/** The four pages in one language. */
export type LegalTexts = Readonly<Record<LegalPage, (facts: LegalFacts) => readonly Section[]>>
