import { expect, test } from "vitest"
import { sampleNotice } from "../testing/index.ts"
import { ntfy } from "./ntfy.ts"

const none = new Set<string>()
const sending = { key: "019b2c7e-0000-7000-8000-0000000000aa", now: 0, vapid: null }

test("a server and a topic make an address; the token stays aside", () => {
  const read = ntfy.read({ server: " https://ntfy.sh ", topic: "vigie-7Hk2", token: "tk_abcdefghij12345" }, none)

  expect(read).toEqual({ ok: true, address: "https://ntfy.sh/vigie-7Hk2", settings: { token: "tk_abcdefghij12345" } })
  expect(ntfy.shown("https://ntfy.sh/vigie-7Hk2")).toBe("ntfy.sh/vigie-7Hk2")
})

test("each field says what is wrong with it", () => {
  expect(ntfy.read({ server: "https://ntfy.sh/vigie", topic: "été", token: "secret" }, none)).toEqual({
    ok: false,
    faults: { server: "not_url", topic: "not_topic", token: "not_token" },
  })
})

test("the notification has a title, its text, where it leads, and the send's id, and is sent to the server", async () => {
  const to = { address: "https://ntfy.sh/vigie", settings: { token: "tk_abcdefghij12345" } }
  const request = await ntfy.request(sampleNotice({ urgent: true }), to, sending)

  expect(request.url).toBe("https://ntfy.sh/")
  expect(request.headers?.authorization).toBe("Bearer tk_abcdefghij12345")
  expect(JSON.parse(request.body as string)).toMatchObject({
    topic: "vigie",
    title: sampleNotice().title,
    message: sampleNotice().text,
    click: sampleNotice().url,
    priority: 4,
    tags: ["clapper"],
    sequence_id: sending.key,
  })
})

test("a digest too long for ntfy is cut at a word, within its bytes", async () => {
  const long = sampleNotice({ text: "Été à Bruay ".repeat(1_000), title: "é".repeat(400) })

  const request = await ntfy.request(long, { address: "https://ntfy.sh/vigie", settings: {} }, sending)

  const { message, title } = JSON.parse(request.body as string)
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4_000)
  expect(message).toMatch(/(Été|à|Bruay)…$/)
  expect(Buffer.byteLength(title)).toBeLessThanOrEqual(240)
  expect(title).not.toContain("\uFFFD")
})
