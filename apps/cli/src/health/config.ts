import { constants } from "node:fs"
import { access } from "node:fs/promises"
import { connect } from "node:net"
import path from "node:path"
import { mailboxDir } from "@vigie/stages"
import type { Config } from "@vigie/stages/config"
import { enabledSources } from "@vigie/stages/sources"
import { lineOf } from "../errors.ts"

/** `missing`: left out, and what that means; `attention`: works, somebody should look; `broken`: does not work. */
export interface Finding {
  readonly part: string
  readonly state: "ok" | "missing" | "attention" | "broken"
  readonly detail: string
}

const CONNECT_MS = 3_000

/** What the environment says of mail, contact and sources. */
export async function findingsOfConfig(config: Config): Promise<readonly Finding[]> {
  return [
    await transportOf(config),
    contactOf(config),
    ...enabledSources(config).map((source) => sourceOf(config, source)),
  ]
}

async function transportOf(config: Config): Promise<Finding> {
  const part = "transport"
  if (config.resendApiKey) return { part, state: "ok", detail: `Resend, from ${config.mailFrom}` }
  if (config.smtpUrl === null) return mailboxOf(mailboxDir(config))
  const { hostname, port, protocol } = new URL(config.smtpUrl)
  const number = Number(port || (protocol === "smtps:" ? 465 : 587))
  const fault = await faultAt(hostname, number)
  const place = `SMTP ${hostname}:${number}`
  if (fault) return { part, state: "broken", detail: `${place}: ${fault}` }
  return { part, state: "ok", detail: `${place}, from ${config.mailFrom}` }
}

/** No mail leaves the machine: that is what a fresh clone is for, and worth saying. */
async function mailboxOf(dir: string): Promise<Finding> {
  for (let place = dir; ; place = path.dirname(place)) {
    try {
      await access(place, constants.W_OK)
      return { part: "transport", state: "ok", detail: `mailbox ${dir}: no mail leaves this machine` }
    } catch (error) {
      const gone = (error as NodeJS.ErrnoException).code === "ENOENT" && place !== path.dirname(place)
      if (!gone) return { part: "transport", state: "broken", detail: `mailbox ${dir}: ${lineOf(error)}` }
    }
  }
}

function faultAt(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ""), port, timeout: CONNECT_MS })
    const end = (fault: string | null) => {
      socket.destroy()
      resolve(fault)
    }
    socket.once("connect", () => end(null))
    socket.once("timeout", () => end(`no answer in ${CONNECT_MS / 1000} s`))
    socket.once("error", (error) => end(lineOf(error)))
  })
}

function contactOf({ contact, allowHosts }: Config): Finding {
  if (contact !== null) return { part: "contact", state: "ok", detail: contact }
  const others = allowHosts.size > 0 ? ` but ${[...allowHosts].join(", ")}` : ""
  return { part: "contact", state: "missing", detail: `VIGIE_CONTACT is not set: no site is asked${others}` }
}

function sourceOf(config: Config, { id, settings }: ReturnType<typeof enabledSources>[number]): Finding {
  const missing = settings.filter(({ name }) => !config.settings[name]).map(({ name }) => name)
  const part = `source ${id}`
  if (missing.length > 0) return { part, state: "missing", detail: `${missing.join(", ")} not set` }
  return { part, state: "ok", detail: settings.length === 0 ? "needs no setting" : "every setting is there" }
}
