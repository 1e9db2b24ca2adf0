import { constants } from "node:fs"
import { access } from "node:fs/promises"
import { connect } from "node:net"
import path from "node:path"
import { mailboxDir } from "@vigie/stages"
import type { Config } from "@vigie/stages/config"
import type { Installation } from "@vigie/stages/installation"
import { enabledSources } from "@vigie/stages/sources"
import { lineOf } from "../errors.ts"
import { isoOf } from "../options.ts"

/** `missing`: left out, and what that means; `attention`: works, somebody should look; `broken`: does not work. */
export interface Finding {
  readonly part: string
  readonly state: "ok" | "missing" | "attention" | "broken"
  readonly detail: string
}

const CONNECT_MS = 3_000

/** What the set-up and the environment say of territory, mail, contact and sources. */
export async function findingsOfConfig(config: Config, installation: Installation): Promise<readonly Finding[]> {
  return [
    setupOf(config, installation),
    await transportOf(config),
    contactOf(config, installation),
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

function setupOf({ statedTerritory }: Config, { at, packs, territory }: Installation): Finding {
  const part = "setup"
  if (at === null) return { part, state: "missing", detail: "not done: `vigie setup`, or the page /setup" }
  const from = statedTerritory === null ? "" : " (VIGIE_TERRITORY)"
  const on = packs.length === 0 ? "no pack" : `pack ${packs.join(", ")}`
  return { part, state: "ok", detail: `territory ${territory}${from}, ${on}, since ${isoOf(at)}` }
}

function contactOf({ contact: stated, allowHosts }: Config, { contact }: Installation): Finding {
  const part = "contact"
  if (stated !== null) return { part, state: "ok", detail: `${stated}, from VIGIE_CONTACT: it wins over the set-up's` }
  if (contact !== null) return { part, state: "ok", detail: contact }
  const others = allowHosts.size > 0 ? ` but ${[...allowHosts].join(", ")}` : ""
  return { part, state: "missing", detail: `none: no site is asked${others} until \`vigie setup\` or VIGIE_CONTACT` }
}

function sourceOf(config: Config, { id, settings }: ReturnType<typeof enabledSources>[number]): Finding {
  const part = `source ${id}`
  const missing = settings.filter(({ name }) => !config.settings[name])
  if (missing.length > 0) return { part, state: "missing", detail: missing.map(wantOf).join("; ") }
  return { part, state: "ok", detail: settings.length === 0 ? "needs no setting" : "every setting is there" }
}

/** What is not there, what it would add, and where it is to be had. */
function wantOf({ name, about, getAt }: ReturnType<typeof enabledSources>[number]["settings"][number]): string {
  return `${name} not set (${about}${getAt === undefined ? "" : `; get it at ${getAt}`})`
}
