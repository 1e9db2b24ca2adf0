import { z } from "zod"
import { readUrl } from "../address.ts"
import type { Channel, ChannelFault } from "../channel.ts"
import { shorten } from "../notice.ts"

/** https://docs.ntfy.sh/publish/#publish-as-json, and its limits for a message (4,096 bytes) and a title. */
const MESSAGE_BYTES = 4_000
const TITLE_BYTES = 240

const Settings = z.object({ token: z.string().optional() })

/** A topic on an ntfy server: a notification on the phones that follow it. */
export const ntfy: Channel = {
  kind: "ntfy",
  words: {
    fr: {
      name: "ntfy",
      about: "Une notification sur votre téléphone, par l'application libre ntfy et un sujet à vous.",
    },
    en: { name: "ntfy", about: "A notification on your phone, by the free ntfy app and a topic of yours." },
  },
  fields: [
    {
      name: "server",
      type: "url",
      required: true,
      words: {
        fr: { label: "Serveur", help: "https://ntfy.sh, ou le vôtre s'il est public." },
        en: { label: "Server", help: "https://ntfy.sh, or your own if it is public." },
      },
    },
    {
      name: "topic",
      type: "text",
      required: true,
      words: {
        fr: {
          label: "Sujet",
          help: "Qui le connaît peut le lire : choisissez-le difficile à deviner. Lettres, chiffres, - et _.",
        },
        en: {
          label: "Topic",
          help: "Whoever knows it can read it: make it hard to guess. Letters, digits, - and _.",
        },
      },
    },
    {
      name: "token",
      type: "password",
      required: false,
      words: {
        fr: { label: "Jeton d'accès", help: "Seulement si le sujet est protégé. Il commence par tk_." },
        en: { label: "Access token", help: "Only if the topic is protected. It begins with tk_." },
      },
    },
  ],
  filledBy: "hand",
  read(values, allow) {
    const server = readUrl(values.server ?? "", allow)
    const topic = (values.topic ?? "").trim()
    const token = (values.token ?? "").trim()
    const faults: Record<string, ChannelFault> = {}
    if (!server.ok) faults.server = server.fault
    else if (server.url.pathname !== "/" || server.url.search !== "") faults.server = "not_url"
    if (topic === "") faults.topic = "empty"
    else if (!/^[-_A-Za-z0-9]{1,64}$/.test(topic)) faults.topic = "not_topic"
    if (token !== "" && !/^tk_[A-Za-z0-9]{10,60}$/.test(token)) faults.token = "not_token"
    if (!server.ok || Object.keys(faults).length > 0) return { ok: false, faults }
    return { ok: true, address: `${server.url.origin}/${topic}`, settings: token === "" ? {} : { token } }
  },
  shown: (address) => `${new URL(address).host}/${address.split("/").at(-1)}`,
  request(notice, to, { key }) {
    const { token } = Settings.parse(to.settings)
    const body = {
      topic: to.address.split("/").at(-1),
      title: shorten(notice.title, TITLE_BYTES),
      message: shorten(notice.text, MESSAGE_BYTES),
      click: notice.url,
      priority: notice.urgent ? 4 : 3,
      tags: ["clapper"],
      // A try that was taken without our hearing of it is shown once: servers since 2.16 replace what has the same one.
      sequence_id: key,
    }
    return {
      url: `${new URL(to.address).origin}/`,
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    }
  },
}
