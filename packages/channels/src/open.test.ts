import { expect, test } from "vitest"
import { openTransport } from "./open.ts"

const from = "Vigie <vigie@example.net>"

test("Resend comes before SMTP, and SMTP before the mailbox", async () => {
  const all = { from, resendApiKey: "re_test", smtpUrl: "smtp://localhost:1025", mailboxDir: "/nowhere" }

  expect(openTransport(all).id).toBe("resend")
  const smtp = openTransport({ ...all, resendApiKey: undefined })
  expect(smtp.id).toBe("smtp")
  await smtp.close()
  expect(openTransport({ from, mailboxDir: "/nowhere" }).id).toBe("mailbox")
})

test("a setting that cannot work stops the start, by name", () => {
  expect(() => openTransport({ from })).toThrow(/RESEND_API_KEY, SMTP_URL or a mailbox/)
  expect(() => openTransport({ from: "Vigie", mailboxDir: "/nowhere" })).toThrow(/sender "Vigie"/)
  expect(() => openTransport({ from, smtpUrl: "https://mail" })).toThrow(/SMTP_URL: scheme "https"/)
})

test("I5 what each transport remembers of a key", async () => {
  const smtp = openTransport({ from, smtpUrl: "smtp://localhost:1025" })

  expect(openTransport({ from, resendApiKey: "re_test" }).keyMemoryMs).toBe(86_400_000)
  expect(smtp.keyMemoryMs).toBeNull()
  expect(openTransport({ from, mailboxDir: "/nowhere" }).keyMemoryMs).toBe(Number.POSITIVE_INFINITY)
  await smtp.close()
})
