import { buildPushPayload } from "@block65/webcrypto-web-push"
import { z } from "zod"
import { readUrl } from "../address.ts"
import type { Channel, ChannelField } from "../channel.ts"
import { shorten } from "../notice.ts"

/** What a push service keeps of a message for a browser that is off (RFC 8030 §5.2), seconds. */
const TTL_S = 86_400
/** A push message is at most 4,096 bytes, encryption included (RFC 8291 §4). */
const TEXT_BYTES = 2_200
const TITLE_BYTES = 400

const Settings = z.object({
  p256dh: z.string().regex(/^B[A-Za-z0-9_-]{86}$/),
  auth: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
})

const hidden = (name: string): ChannelField => ({
  name,
  type: "hidden",
  required: true,
  words: { fr: { label: name, help: "" }, en: { label: name, help: "" } },
})

/** A browser that allowed it: what it is sent only it can read (RFC 8291), through its maker's push service. */
export const push: Channel = {
  kind: "push",
  words: {
    fr: {
      name: "Ce navigateur",
      about:
        "Une notification de ce navigateur, même quand aucune page de Vigie n'est ouverte. Elle est chiffrée pour lui.",
    },
    en: {
      name: "This browser",
      about: "A notification of this browser, even while no page of Vigie is open. It is encrypted for it.",
    },
  },
  fields: [hidden("endpoint"), hidden("p256dh"), hidden("auth")],
  filledBy: "script",
  read(values, allow) {
    const endpoint = readUrl(values.endpoint ?? "", allow)
    const keys = Settings.safeParse(values)
    if (!endpoint.ok) return { ok: false, faults: { endpoint: endpoint.fault } }
    if (endpoint.url.protocol !== "https:") return { ok: false, faults: { endpoint: "not_https" } }
    if (!keys.success) return { ok: false, faults: { endpoint: "not_browser" } }
    return { ok: true, address: endpoint.url.href, settings: keys.data }
  },
  shown: (address) => new URL(address).host,
  async request(notice, to, { key, vapid }) {
    if (vapid === null) throw new Error("push: this installation's keys are missing")
    const { p256dh, auth } = Settings.parse(to.settings)
    const { headers, body } = await buildPushPayload(
      {
        data: {
          id: key,
          title: shorten(notice.title, TITLE_BYTES),
          body: shorten(notice.text, TEXT_BYTES),
          url: notice.url,
          lang: notice.locale,
        },
        // A topic is replaced by what has the same one: a try that was taken unheard is shown once.
        options: { ttl: TTL_S, topic: key.replaceAll("-", ""), urgency: notice.urgent ? "high" : "normal" },
      },
      { endpoint: to.address, expirationTime: null, keys: { p256dh, auth } },
      vapid,
    )
    const { "content-length": _, ...kept } = headers
    return { url: to.address, headers: kept, body: new Uint8Array(body) }
  },
  judge({ status }) {
    return status === 404 || status === 410 ? { kind: "gone", reason: `gone: HTTP ${status}` } : null
  },
}
