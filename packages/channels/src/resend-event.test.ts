import { expect, test } from "vitest"
import { readMailEvent } from "./resend-event.ts"

const event = (type: string, data: object) =>
  JSON.stringify({
    type,
    created_at: "2025-07-01T08:00:00Z",
    data: { email_id: "1", to: ["Lea@mail.example"], ...data },
  })

test("a permanent bounce and a complaint end mails to their addresses", () => {
  expect(readMailEvent(event("email.bounced", { bounce: { type: "Permanent", subType: "General" } }))).toEqual({
    kind: "bounced",
    addresses: ["Lea@mail.example"],
  })
  expect(readMailEvent(event("email.complained", {}))?.kind).toBe("complained")
  expect(readMailEvent(event("email.suppressed", {}))?.kind).toBe("bounced")
})

test.each([
  ["a bounce that may pass", event("email.bounced", { bounce: { type: "Transient", subType: "MailboxFull" } })],
  ["one of which nothing is known", event("email.bounced", { bounce: { type: "Undetermined" } })],
  ["a bounce without its kind", event("email.bounced", {})],
  ["a delivery", event("email.delivered", {})],
  ["nobody", event("email.complained", { to: [] })],
])("%s ends nothing", (_, body) => {
  expect(readMailEvent(body)).toBeNull()
})

test("what is no event is said so", () => {
  for (const body of ["", "[]", '{"data":{}}', '{"type":1}']) expect(() => readMailEvent(body)).toThrow()
})
