import { z } from "zod"
import { readUrl } from "../address.ts"
import type { Channel } from "../channel.ts"
import type { Notice } from "../notice.ts"
import { drawSecret, signedHeaders } from "../standard-webhooks.ts"

/** The body's shape; a field that goes or changes its sense makes a new version, one that comes does not. */
export const WEBHOOK_VERSION = 1

/** How long the secret that was goes on signing beside the new one, so that a receiver may change it in its own time (ms). */
const BOTH_MS = 86_400_000

const Settings = z.object({
  secret: z.string(),
  before: z.object({ secret: z.string(), until: z.number() }).nullish(),
})

/** Somebody's own program: the alerts as JSON, signed as https://www.standardwebhooks.com says. */
export const webhook: Channel = {
  kind: "webhook",
  words: {
    fr: {
      name: "Webhook",
      about: "Vos alertes en JSON, preuves comprises, envoyées à votre propre programme et signées.",
    },
    en: { name: "Webhook", about: "Your alerts as JSON, proofs included, sent to a program of yours and signed." },
  },
  fields: [
    {
      name: "url",
      type: "url",
      required: true,
      words: {
        fr: { label: "Adresse du webhook", help: "Une adresse publique en https. Elle répond par un statut 2xx." },
        en: { label: "The webhook's address", help: "A public https address. It answers with a 2xx status." },
      },
    },
  ],
  filledBy: "hand",
  secret: { draw: drawSecret, shown: (secret) => secret },
  read(values, allow) {
    const read = readUrl(values.url ?? "", allow)
    return read.ok ? { ok: true, address: read.url.href, settings: {} } : { ok: false, faults: { url: read.fault } }
  },
  // What follows the host is often all that keeps strangers out.
  shown: (address) => new URL(address).host,
  renew(settings, secret, now) {
    const known = Settings.safeParse(settings)
    return known.success ? { secret, before: { secret: known.data.secret, until: now + BOTH_MS } } : { secret }
  },
  request(notice, to, { key, now }) {
    const { secret, before } = Settings.parse(to.settings)
    const body = JSON.stringify(bodyOf(notice))
    const secrets = before && before.until > now ? [secret, before.secret] : [secret]
    return {
      url: to.address,
      headers: { "content-type": "application/json", ...signedHeaders(secrets, { id: key, body, now }) },
      body,
    }
  },
  judge({ status }) {
    return status === 410 ? { kind: "gone", reason: "gone: HTTP 410" } : null
  },
}

function bodyOf({ type, id, createdAt, locale, title, text, url, alerts }: Notice): object {
  const timestamp = Temporal.Instant.fromEpochMilliseconds(createdAt).toString()
  return { type: `vigie.${type}`, version: WEBHOOK_VERSION, timestamp, data: { id, locale, title, text, url, alerts } }
}
