import type { Message, SendOutcome } from "@vigie/channels"
import { type LetterKind, writeLetter } from "@vigie/db"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { sendLetter } from "./letter.ts"
import { drainOutbox, runOutbox } from "./relay.ts"
import { openTestInstallation, type TestInstallation } from "./testing/index.ts"

const ACCEPTED: SendOutcome = { kind: "accepted", providerIds: [null] }
const RETRY: SendOutcome = { kind: "retry", afterMs: null, reason: "the provider is busy" }

let at: TestInstallation
let sent: { readonly messages: readonly Message[]; readonly key: string }[] = []
beforeAll(async () => {
  at = await openTestInstallation({ BASE_URL: "https://vigie.example" })
}, 60_000)
afterAll(() => at.close())
beforeEach(() => {
  sent = []
})

const write = () =>
  at.db.begin((tx) =>
    writeLetter(tx, {
      kind: "reset",
      to: "lea@mail.example",
      locale: "fr",
      data: { url: "https://vigie.example/reset/abc" },
    }),
  )
/** The stages with a provider that answers as told, in turn. */
function withProvider(...answers: readonly SendOutcome[]) {
  const left = [...answers]
  const send = async (messages: readonly Message[], key: string) => {
    sent.push({ messages, key })
    return left.shift() ?? ACCEPTED
  }
  return { ...at.stages, transport: { ...at.stages.transport, send } }
}
const rowOf = async (id: string) =>
  (await at.db.sql("select state, attempts, data, sent_at is not null as sent from letters where id = $1", [id]))[0]
const makeDue = (id: string) =>
  at.db.sql("update outbox set run_after = now() - interval '1 second' where kind = 'letter' and ref = $1", [id])

test("I3 a letter that is not committed is none; one written while nothing runs goes out later, into the mailbox", async () => {
  await expect(
    at.db.begin(async (tx) => {
      await writeLetter(tx, {
        kind: "erased",
        to: "x@mail.example",
        locale: "en",
        data: { contactUrl: "https://v.example" },
      })
      throw new Error("undone")
    }),
  ).rejects.toThrow("undone")
  const id = await write()

  await drainOutbox(at.stages, (_, error) => {
    throw error
  })

  expect((await at.mails()).map(({ to, subject }) => [to, subject])).toEqual([
    ["lea@mail.example", "Choisissez un nouveau mot de passe pour Vigie"],
  ])
  expect(await rowOf(id)).toEqual({ state: "sent", attempts: 1, data: {}, sent: true })
})

test("I5 a second try has the same key and the same bytes, and a letter that was sent is not sent again", async () => {
  const id = await write()
  const stages = withProvider(RETRY)

  expect(await sendLetter(stages, id)).toBe("retry")
  expect(await sendLetter(stages, id)).toBe("none")
  expect((await rowOf(id))?.state).toBe("waiting")
  await makeDue(id)
  await Promise.all([sendLetter(stages, id), sendLetter(stages, id)])
  await sendLetter(stages, id)

  expect(sent).toHaveLength(2)
  expect(sent[1]).toEqual(sent[0])
  expect(sent[0]?.key).toBe(id)
  expect(await rowOf(id)).toMatchObject({ state: "sent", data: {} })
})

test("three tries in all; then it is given up, and its words wait for an operator", async () => {
  const id = await write()
  const stages = withProvider(RETRY, { kind: "refused", reason: "bad key" }, RETRY, RETRY)

  for (let tries = 0; tries < 4; tries++) {
    await runOutbox(stages, "letter", id)
    await makeDue(id)
  }

  expect(sent).toHaveLength(3)
  expect(await rowOf(id)).toEqual({
    state: "failed",
    attempts: 3,
    data: { url: "https://vigie.example/reset/abc" },
    sent: false,
  })
  expect(JSON.stringify(await at.db.sql("select * from outbox where ref = $1", [id]))).not.toContain("/reset/abc")
})

test("an address that will never be accepted is tried once", async () => {
  const id = await write()
  const stages = withProvider({ kind: "rejected", perMessage: ["no such box"], reason: "no such box" })

  await sendLetter(stages, id)
  await makeDue(id)
  await sendLetter(stages, id)

  expect(sent).toHaveLength(1)
  expect((await rowOf(id))?.state).toBe("failed")
})

test.each([
  ["verify", { url: "https://vigie.example/verify?token=t" }],
  ["known", { signInUrl: "https://vigie.example/sign-in", resetUrl: "https://vigie.example/forgotten" }],
  ["invitation", { url: "https://vigie.example/invitations/t", by: null }],
  ["addressChanged", { newAddress: "new@mail.example", contactUrl: "https://vigie.example/contact" }],
  ["erased", { contactUrl: "https://vigie.example/contact" }],
] as const)("a letter of kind %s is rendered from what was written", async (kind: LetterKind, data) => {
  const letter = { kind, to: "lea@mail.example", locale: "en", data } as Parameters<typeof writeLetter>[1]
  const id = await at.db.begin((tx) => writeLetter(tx, letter))

  await sendLetter(withProvider(), id)

  const [message] = sent[0]?.messages ?? []
  for (const said of Object.values(data)) if (said !== null) expect(message?.text).toContain(said)
})
