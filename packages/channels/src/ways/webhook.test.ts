import { Webhook } from "standardwebhooks"
import { expect, test } from "vitest"
import { sampleNotice } from "../testing/index.ts"
import { webhook } from "./webhook.ts"

const NOW = Date.now()
const KEY = "019b2c7e-0000-7000-8000-0000000000aa"
const secret = webhook.secret!.draw()
const to = (settings: object) => ({ address: "https://hook.example/vigie?key=1", settings })
const sending = { key: KEY, now: NOW, vapid: null }
const sent = async (settings: object, now = NOW) => {
  const request = await webhook.request(sampleNotice(), to(settings), { ...sending, now })
  return { ...request, body: request.body as string, headers: { ...request.headers } }
}

test("the standard's own library takes what we sign, under the id of the send", async () => {
  const { body, headers, url } = await sent({ secret })

  const read = new Webhook(secret).verify(body, headers)

  expect(read).toEqual(JSON.parse(body))
  expect(headers["webhook-id"]).toBe(KEY)
  expect(url).toBe("https://hook.example/vigie?key=1")
  expect(() => new Webhook(webhook.secret!.draw()).verify(body, headers)).toThrow(/signature/i)
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow(/signature/i)
})

test("I5 every try of a send has the same id and body, and the time of the try", async () => {
  const first = await sent({ secret })
  const later = await sent({ secret }, NOW + 60_000)

  expect([later.body, later.headers["webhook-id"]]).toEqual([first.body, first.headers["webhook-id"]])
  expect(Number(later.headers["webhook-timestamp"]) - Number(first.headers["webhook-timestamp"])).toBe(60)
})

test("I13 the body is of version 1 and carries each window with its proof", async () => {
  const { body } = await sent({ secret })

  expect(JSON.parse(body)).toMatchObject({
    type: "vigie.alerts",
    version: 1,
    timestamp: "2025-07-01T08:00:00.123Z",
    data: {
      id: sampleNotice().id,
      locale: "fr",
      url: "https://vigie.example/films/l-ete-a-bruay",
      alerts: [
        {
          kind: "available",
          film: { slug: "l-ete-a-bruay", year: 1995 },
          windows: [{ provider: "Télé-Étoile", evidence: { text: "jusqu'au 6 juillet" } }],
        },
      ],
    },
  })
})

test("a renewed secret signs at once, and the one before goes on for a day", async () => {
  const next = webhook.secret!.draw()
  const renewed = webhook.renew!({ secret }, next, NOW)

  const now = await sent(renewed)
  const tomorrow = await sent(renewed, NOW + 86_400_000)

  for (const one of [secret, next]) expect(() => new Webhook(one).verify(now.body, now.headers)).not.toThrow()
  expect(now.headers["webhook-signature"]?.split(" ")).toHaveLength(2)
  expect(tomorrow.headers["webhook-signature"]?.split(" ")).toHaveLength(1)
})

test("pages show the host alone, and only a 410 says that nobody is there", () => {
  expect(webhook.shown("https://hook.example/vigie?key=1")).toBe("hook.example")
  expect(webhook.judge!({ status: 410, retryAfterMs: null, text: "" })?.kind).toBe("gone")
  expect(webhook.judge!({ status: 404, retryAfterMs: null, text: "" })).toBeNull()
})
