import { expect, test } from "vitest"
import type { LetterMailKind } from "./letter-mail.ts"
import { previews } from "./previews.ts"
import { renderMail } from "./render-mail.tsx"

const KINDS: readonly LetterMailKind[] = [
  "verify",
  "known",
  "reset",
  "invitation",
  "addressChanged",
  "erased",
  "import",
  "channelPaused",
  "sourceSilent",
  "hold",
]
/** They, and a channel that is paused, name what they are about in place of the reader's address. */
const TO_OPERATORS: readonly LetterMailKind[] = ["channelPaused", "sourceSilent", "hold"]
const every = KINDS.flatMap((kind) => (["fr", "en"] as const).map((locale) => [kind, locale] as const))

test.each(every)("%s %s says to whom it goes and carries each of its links in both parts", async (kind, locale) => {
  const mail = previews(locale)[kind]
  if (!("data" in mail)) throw new Error(`the sample of ${kind} is of another kind`)

  const { html, text, subject } = await renderMail(mail)

  expect(`${subject}${text}${html}`).not.toMatch(/\b(null|undefined)\b/)
  if (!TO_OPERATORS.includes(kind)) for (const part of [html, text]) expect(part).toContain("lea@mail.example")
  const links = Object.entries(mail.data).filter(([name]) => /url$/i.test(name))
  expect(links.length).toBeGreaterThan(0)
  for (const [, url] of links) {
    expect(html).toContain(`href="${url}"`)
    expect(text).toContain(`\n${url}\n`)
  }
})

test.each([
  ["verify", "fr", "Confirmez votre adresse pour Vigie"],
  ["reset", "en", "Choose a new password for Vigie"],
  ["invitation", "fr", "On vous invite sur Vigie"],
  ["import", "en", "Your list is imported into Vigie"],
  ["channelPaused", "en", "Vigie has paused one of your channels: Webhook"],
  ["sourceSilent", "en", "Vigie: Annuaire des films has gone silent"],
  ["hold", "fr", "Vigie\u00a0: changement en masse retenu chez Télé Phare"],
] as const)("subject of %s in %s", async (kind, locale, subject) => {
  expect((await renderMail(previews(locale)[kind])).subject).toBe(subject)
})

test("what a list came to is said in numbers", async () => {
  const { text } = await renderMail(previews("en").import)

  for (const said of ["1,312", "41", "7", "12"]) expect(text).toMatch(new RegExp(`\\b${said}\\b`))
})

test("a name that somebody chose is no markup and no header", async () => {
  const mail = previews("fr").invitation
  if (mail.kind !== "invitation") throw new Error("the sample of invitation is of another kind")

  const { html, subject } = await renderMail({ ...mail, data: { ...mail.data, by: "<b>x</b>\r\nBcc: a@b.example" } })

  expect(html).not.toContain("<b>x")
  expect(subject).not.toContain("Bcc")
})

test("an operator reads since when a source is silent, how much of it fails and why", async () => {
  const { text } = await renderMail(previews("en").sourceSilent)

  for (const said of ["Monday 30 June at 15:45", "18 hr ago", "6 hours", "38 of 41", "Answers with an error (403)"])
    expect(text.replaceAll("\u00a0", " ")).toContain(said)
})

test("what a source's reason says makes no line of a subject", async () => {
  const mail = previews("en").hold
  if (mail.kind !== "hold") throw new Error("the sample of hold is of another kind")

  const { subject } = await renderMail({ ...mail, data: { ...mail.data, source: "Phare\r\nBcc: a@b.example" } })

  expect(subject).toBe("Vigie: a mass change of Phare Bcc: a@b.example is held")
})
