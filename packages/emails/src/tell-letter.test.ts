import { expect, test } from "vitest"
import type { LetterMailKind } from "./mail.ts"
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
]
const every = KINDS.flatMap((kind) => (["fr", "en"] as const).map((locale) => [kind, locale] as const))

test.each(every)("%s %s says to whom it goes and carries each of its links in both parts", async (kind, locale) => {
  const mail = previews(locale)[kind]

  const { html, text, subject } = await renderMail(mail)

  expect(`${subject}${text}${html}`).not.toMatch(/\b(null|undefined)\b/)
  for (const part of [html, text]) expect(part).toContain("lea@mail.example")
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
