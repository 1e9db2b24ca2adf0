import { hostOf } from "@vigie/net"
import { z } from "zod"
import { readUrl } from "../address.ts"
import type { Channel } from "../channel.ts"
import { type Notice, type NoticeAlert, shorten } from "../notice.ts"

/** https://discord.com/developers/docs/resources/message: 10 embeds, 6,000 characters in all. Bytes are no fewer. */
const EMBEDS = 10
const TEXT_BYTES = 5_000
const TITLE_BYTES = 240
/** The red of the pages. */
const COLOUR = 0xb0_23_1a

const HOSTS = new Set(["discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"])
const PATH = /^\/api(?:\/v\d{1,2})?\/webhooks\/\d{5,25}\/[\w-]{20,120}$/

const Flood = z.object({ retry_after: z.number().min(0).max(86_400) })

/** A channel of a Discord server, by a webhook made there. */
export const discord: Channel = {
  kind: "discord",
  words: {
    fr: { name: "Discord", about: "Un message dans un salon de votre serveur Discord." },
    en: { name: "Discord", about: "A message in a channel of your Discord server." },
  },
  fields: [
    {
      name: "url",
      type: "url",
      required: true,
      words: {
        fr: {
          label: "Adresse du webhook Discord",
          help: "Dans Discord : Modifier le salon, Intégrations, Webhooks, Copier l'URL du webhook.",
        },
        en: {
          label: "The Discord webhook's address",
          help: "In Discord: Edit Channel, Integrations, Webhooks, Copy Webhook URL.",
        },
      },
    },
  ],
  filledBy: "hand",
  read(values, allow) {
    const read = readUrl(values.url ?? "", allow)
    if (!read.ok) return { ok: false, faults: { url: read.fault } }
    const { url } = read
    if (!PATH.test(url.pathname) || (!HOSTS.has(url.hostname) && !allow.has(hostOf(url))))
      return { ok: false, faults: { url: "not_discord" } }
    return { ok: true, address: url.origin + url.pathname, settings: {} }
  },
  // The last part of the address is its key.
  shown: (address) => `${new URL(address).host} · ${address.split("/").at(-2)}`,
  request(notice, to) {
    return {
      url: `${to.address}?wait=true`,
      headers: { "content-type": "application/json" },
      // A title may hold "@everyone": it calls nobody.
      body: JSON.stringify({ username: "Vigie", allowed_mentions: { parse: [] }, embeds: embedsOf(notice) }),
    }
  },
  judge({ status, text, retryAfterMs }) {
    if (status === 404 || status === 401) return { kind: "gone", reason: `gone: HTTP ${status}` }
    if (status !== 429) return null
    const flood = Flood.safeParse(parsed(text))
    const afterMs = flood.success ? Math.ceil(flood.data.retry_after * 1000) : retryAfterMs
    return { kind: "retry", afterMs, reason: "status: HTTP 429" }
  },
}

/** The message, then a picture-less card a film where several are told. */
function embedsOf(notice: Notice): object[] {
  const films = [...new Map(notice.alerts.map((alert) => [alert.film.slug, alert])).values()]
  const first = {
    title: shorten(plain(notice.title), TITLE_BYTES),
    url: notice.url,
    description: shorten(plain(notice.text), films.length > 1 ? TEXT_BYTES / 2 : TEXT_BYTES),
    color: COLOUR,
    timestamp: Temporal.Instant.fromEpochMilliseconds(notice.createdAt).toString(),
  }
  return films.length < 2 ? [first] : [first, ...films.slice(0, EMBEDS - 1).map(filmEmbed)]
}

function filmEmbed({ film }: NoticeAlert): object {
  const about = [film.year, ...film.directors].filter((part) => part !== null).join(" · ")
  return {
    title: shorten(plain(film.title), 150),
    url: film.url,
    description: shorten(plain(about), 100),
    color: COLOUR,
  }
}

/** Discord reads Markdown: what a page said is shown as it was said. */
function plain(text: string): string {
  return text.replace(/[\\`*_~|<>#[\]()]/g, (sign) => `\\${sign}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
