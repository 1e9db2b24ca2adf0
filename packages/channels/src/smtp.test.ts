import { simpleParser } from "mailparser"
import { afterEach, beforeEach, expect, test } from "vitest"
import { openSmtp } from "./smtp.ts"
import { type FakeSmtp, sampleMessage, startFakeSmtp } from "./testing/index.ts"
import type { Transport } from "./transport.ts"

let fake: FakeSmtp
let transport: Transport
beforeEach(async () => {
  fake = await startFakeSmtp()
  transport = openSmtp({ url: fake.url, timeoutMs: 2_000 })
})
afterEach(async () => {
  await transport.close()
  await fake[Symbol.asyncDispose]()
})

test("a mail arrives whole: subject, both parts, headers, accents, lone dots", async () => {
  const message = sampleMessage()

  const outcome = await transport.send([message], "send-1")

  expect(outcome).toEqual({ kind: "accepted", providerIds: [null] })
  const mail = await simpleParser(fake.mails[0] ?? "")
  expect(mail.subject).toBe(message.subject)
  expect(mail.text?.trimEnd()).toBe(message.text.trimEnd())
  expect(mail.html).toContain("location <b>2,99&nbsp;€</b>")
  expect(mail.messageId).toBe("<019b2c7e-0000-7000-8000-000000000001@example.net>")
})

test("I5 a lost answer makes a second copy under the same Message-ID: SMTP has no key", async () => {
  fake.refuse(".", "hang up")

  const lost = await transport.send([sampleMessage()], "send-2")
  const again = await transport.send([sampleMessage()], "send-2")

  expect(transport.keyMemoryMs).toBeNull()
  expect(lost.kind).toBe("retry")
  expect(again.kind).toBe("accepted")
  expect(fake.mails).toHaveLength(2)
  const ids = fake.mails.map((mail) => /^message-id: (.*)$/im.exec(mail)?.[1]?.trim())
  expect(ids[0]).toBe(ids[1])
})

test.each([
  ["a refused address", "RCPT", "550 no such user", "rejected"],
  ["a mailbox that is full for now", "RCPT", "452 later", "retry"],
  ["a refused sender", "MAIL", "550 not from you", "refused"],
  ["a refused content", ".", "554 looks like spam", "rejected"],
  ["a server that is busy", "CONNECT", "421 too many", "retry"],
  ["a connection cut", "DATA", "hang up", "retry"],
] as const)("%s", async (_, prefix, line, kind) => {
  fake.refuse(prefix, line)

  expect((await transport.send([sampleMessage()], "k")).kind).toBe(kind)
})

test("no server is a retry, with its address in the reason and no password", async () => {
  const gone = openSmtp({ url: "smtp://vigie:hunter2@127.0.0.1:1?tls=off", timeoutMs: 500 })

  const outcome = await gone.send([sampleMessage()], "k")

  expect(outcome).toMatchObject({ kind: "retry", reason: expect.stringContaining("127.0.0.1:1") })
  expect(JSON.stringify(outcome)).not.toContain("hunter2")
  await gone.close()
})
