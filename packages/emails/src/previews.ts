import type { Locale } from "@vigie/core"
import type { Mail, MailKind, TestMail } from "./mail.ts"
import { filmPreviews } from "./previews/films.ts"
import { gatheredPreviews } from "./previews/gathered.ts"
import { letterPreviews } from "./previews/letters.ts"
import { NOW } from "./previews/samples.ts"

/** Every kind of mail, and what some of them say at times. */
export type PreviewName = MailKind | "broadcast" | "target" | "lowest" | "rule" | "week" | "news"

/** A sample mail of every kind: for tests, and for looking at them in a browser. */
export function previews(locale: Locale): { readonly [name in PreviewName]: Mail } {
  const test: TestMail = {
    kind: "test",
    locale,
    zone: "Europe/Paris",
    now: NOW,
    baseUrl: "https://vigie.example/",
    from: "Vigie <vigie@vigie.example>",
    via: "SMTP mail.example:587",
  }
  return { ...filmPreviews(locale), ...gatheredPreviews(locale), ...letterPreviews(locale), test }
}
