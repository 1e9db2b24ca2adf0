import { type Channel, type ChannelFault, channelOf } from "@vigie/channels"
import { DomainError } from "@vigie/core"
import {
  addChannel,
  type ChannelRow,
  findChannel,
  pauseChannel,
  removeChannel,
  resumeChannel,
  setChannelSettings,
} from "@vigie/db"
import { allowedHosts } from "@vigie/stages/config"
import { reasonInWords } from "@vigie/stages/reason-words"
import { testChannel } from "@vigie/stages/test-channel"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import type { SignedIn } from "../account/access.server.ts"
import { ask } from "../site/db.server.ts"
import { nameOf } from "./channels.server.ts"

/** What was typed into the form of one kind, and what is wrong with it; `form` is about no field. */
export interface Refused {
  readonly step: "refused"
  readonly kind: string
  readonly values: Readonly<Record<string, string>>
  readonly faults: Readonly<Record<string, string>>
}

/** What the answer to a form shows, once. */
export type Shown =
  | Refused
  | { readonly step: "secret"; readonly secret: string; readonly renewed: boolean }
  | { readonly step: "tested"; readonly ok: boolean; readonly says: string }

export type Acted = { readonly step: "done"; readonly what: "added" | "paused" | "resumed" | "removed" } | Shown | null

/** How long a test may take, its receiver's silence included (ms). */
const TEST_MS = 15_000
const MOST_TYPED = 2_000

/** Adds a channel of the kind that the form names. Null: there is no such kind. */
export async function add(viewer: SignedIn, form: FormData): Promise<Acted> {
  const way = channelOf(String(form.get("kind")))
  if (way === null) return null
  const values = Object.fromEntries(
    way.fields.map(({ name }) => [name, String(form.get(name) ?? "").slice(0, MOST_TYPED)]),
  )
  const read = way.read(values, allowedHosts(config))
  if (!read.ok) return refused(way, values, inWords(read.faults, viewer))
  const secret = way.secret?.draw()
  const settings = secret === undefined ? read.settings : { ...read.settings, secret }
  try {
    await ask((db) => addChannel(db, { userId: viewer.user.id, kind: way.kind, address: read.address, settings }))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    // A browser that is known already says so each time it is asked.
    if (error.code === "conflict" && way.filledBy === "script") return { step: "done", what: "added" }
    const { known, tooMany } = PHRASES[viewer.locale].channels
    return refused(way, values, { form: error.code === "conflict" ? known : tooMany })
  }
  return secret === undefined ? { step: "done", what: "added" } : { step: "secret", secret, renewed: false }
}

function inWords(faults: Readonly<Record<string, ChannelFault>>, { locale }: SignedIn): Refused["faults"] {
  const words = PHRASES[locale].channels.faults
  return Object.fromEntries(Object.entries(faults).map(([name, fault]) => [name, words[fault]]))
}

/** A field that nobody sees cannot show what is wrong with it: its form does. */
function refused(way: Channel, typed: Refused["values"], faults: Refused["faults"]): Refused {
  const { kind, filledBy, fields } = way
  const secrets = fields.filter(({ type }) => type === "password").map(({ name }) => name)
  const values = Object.fromEntries(Object.entries(typed).filter(([name]) => !secrets.includes(name)))
  if (filledBy === "hand") return { step: "refused", kind, values, faults }
  return { step: "refused", kind, values: {}, faults: { form: Object.values(faults)[0] ?? "" } }
}

/** Does something to one of the user's channels. Null: it is not theirs, or cannot be done to it. */
export async function actOn(viewer: SignedIn, act: string, id: string): Promise<Acted> {
  const { id: userId } = viewer.user
  const channel = await ask((db) => findChannel(db, id))
  if (channel === null || channel.userId !== userId) return null
  switch (act) {
    case "test":
      return test(viewer, channel)
    case "renew":
      return renew(viewer, channel)
    case "pause":
      return (await ask((db) => pauseChannel(db, userId, id))) ? { step: "done", what: "paused" } : null
    case "resume":
      return (await ask((db) => resumeChannel(db, userId, id))) ? { step: "done", what: "resumed" } : null
    case "remove":
      return (await ask((db) => removeChannel(db, userId, id))) ? { step: "done", what: "removed" } : null
    default:
      return null
  }
}

/** One message now, and what came back. Nothing goes where mails are refused. */
async function test(viewer: SignedIn, channel: ChannelRow): Promise<Acted> {
  if (channel.state === "stopped") return null
  const { locale, now } = viewer
  const { ok, reason } = await ask((db) => testChannel(db, config, channel, { locale, now }), TEST_MS)
  const words = PHRASES[locale].channels
  const name = nameOf(channel, viewer)
  const says = ok ? words.tested(name) : words.notTested(name, reasonInWords(reason ?? "connection", locale))
  return { step: "tested", ok, says }
}

async function renew({ user, now }: SignedIn, { id, kind, settings }: ChannelRow): Promise<Acted> {
  const way = channelOf(kind)
  if (!way?.secret || !way.renew) return null
  const secret = way.secret.draw()
  const renewed = way.renew(settings, secret, now)
  return (await ask((db) => setChannelSettings(db, user.id, id, renewed)))
    ? { step: "secret", secret, renewed: true }
    : null
}
