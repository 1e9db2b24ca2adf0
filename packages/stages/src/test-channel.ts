import { randomUUID } from "node:crypto"
import { channelOf, drawVapidKeys, handNotice, type Notice } from "@vigie/channels"
import type { Locale, Ms } from "@vigie/core"
import { type ChannelRow, type Db, ensureSetting, noteSent } from "@vigie/db"
import { openNet } from "@vigie/net"
import { allowedHosts, type Config } from "./config.ts"
import { readInstallation } from "./installation.ts"
import { sendTestMail } from "./test-mail.ts"
import { vapidSubject } from "./transport.ts"

/** What came of it; `reason` begins with a code (see `reasonInWords`), null when it was taken. */
export interface ChannelTest {
  readonly ok: boolean
  readonly reason: string | null
}

const WORDS: Readonly<Record<Locale, Pick<Notice, "title" | "text">>> = {
  fr: {
    title: "Essai de Vigie",
    text: "Ce message a été demandé depuis votre compte. Si vous le lisez, ce canal fonctionne.",
  },
  en: {
    title: "A test from Vigie",
    text: "This message was asked for from your account. If you read it, this channel works.",
  },
}

/** By which browsers know this installation, as the page that asks them needs it. */
export async function vapidPublicKey(db: Db): Promise<string> {
  return (await ensureSetting(db, "vapid", drawVapidKeys)).publicKey
}

/**
 * Sends one message by a channel now, as alerts are sent; nothing of it is stored but that the channel works. Throws when the
 * database does not answer, never for what the receiver does.
 */
export async function testChannel(
  db: Db,
  config: Config,
  channel: ChannelRow,
  { locale, now }: { readonly locale: Locale; readonly now: Ms },
): Promise<ChannelTest> {
  if (channel.kind === "email") {
    const { kind, reason } = await sendTestMail(config, channel.address, locale, now)
    return { ok: kind === "accepted", reason }
  }
  const way = channelOf(channel.kind)
  if (way === null) return { ok: false, reason: `settings: ${channel.kind}` }
  const { contact } = await readInstallation(db, config)
  const keys = await ensureSetting(db, "vapid", drawVapidKeys)
  const net = openNet({
    contact,
    allowHosts: allowedHosts(config),
    userAgentUrl: config.baseUrl,
    version: "0.1",
    now: () => now,
  })
  const vapid = { ...keys, subject: vapidSubject(config, contact) }
  const outcome = await handNotice(net, way, testNotice(config, locale, now), channel, {
    key: randomUUID(),
    now,
    vapid,
  }).finally(() => net.close())
  if (outcome.kind !== "accepted") return { ok: false, reason: outcome.reason }
  await noteSent(db, [channel.id])
  return { ok: true, reason: null }
}

function testNotice({ baseUrl }: Config, locale: Locale, createdAt: Ms): Notice {
  const url = `${baseUrl}/account/channels`
  return { id: randomUUID(), type: "test", locale, ...WORDS[locale], url, urgent: false, createdAt, alerts: [] }
}
