import { createInterface } from "node:readline/promises"
import { localUser, readFeeds } from "@vigie/db"
import { readPacks } from "@vigie/seeds"
import type { Stages } from "@vigie/stages"
import { missingKeys } from "@vigie/stages/installation"
import { setUp } from "@vigie/stages/setup"
import { sendTestMail } from "@vigie/stages/test-mail"
import type { Context } from "../context.ts"
import { withStages } from "../database.ts"
import { BadInput, WorkFailed } from "../errors.ts"
import { emailOption } from "../options.ts"
import { type Feed, readFirst } from "../setup/first-reading.ts"
import { keysInWords, planInWords } from "../setup/plan.ts"
import { requestIn, type SetupOptions } from "../setup/request.ts"
import { feedRow } from "../views.ts"

/** The first run, or a change of what was said then. Nobody is asked before it is agreed to and stored. */
export async function setup(context: Context, options: SetupOptions): Promise<void> {
  const { config, out, clock } = context
  const packs = readPacks()
  const request = requestIn(options, packs)
  const testMail = options.testMail === undefined ? null : emailOption("--test-mail", options.testMail)
  const chosen = packs.filter(({ id }) => request.packs.includes(id))
  for (const line of planInWords(config, request, chosen, testMail)) out.say(line)
  if (!options.yes) await agree(context)
  await withStages(context, null, async (stages) => {
    const tools = { config, packs, now: clock(), actor: "command line" } as const
    const feeds = await setUp(stages.db, tools, request)
    await stages.refresh()
    await readAndShow(context, stages, feeds)
    for (const line of keysInWords(missingKeys(config))) out.say(line)
    if (testMail !== null) await tryMail(context, stages, testMail)
  })
}

/** Asks on a terminal; elsewhere nobody could answer. Throws unless the answer is yes. */
async function agree({ out }: Context): Promise<void> {
  if (!process.stdin.isTTY) throw new BadInput("--yes: nobody is here to agree: add it to go on")
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  // An input that ends is no answer.
  const ended = new Promise<string>((resolve) => terminal.once("close", () => resolve("")))
  const answer = await Promise.race([terminal.question("Go on? [y/N] "), ended]).finally(() => terminal.close())
  if (!/^(y|yes|o|oui)$/i.test(answer.trim())) throw new WorkFailed("not agreed to: nothing was stored, nobody asked")
  out.say("")
}

async function readAndShow(context: Context, stages: Stages, feeds: readonly Feed[]): Promise<void> {
  const { out } = context
  await readFirst(context, stages, feeds)
  const states = await readFeeds(stages.db, feeds)
  out.rows(states.map((state) => feedRow(state, feeds)))
  if (states.length === 0) out.say("no pack is on: `vigie targets add` adds what is to be read")
}

async function tryMail({ config, clock, out }: Context, stages: Stages, to: string): Promise<void> {
  const user = await localUser(stages.db)
  const locale = user?.locale ?? "fr"
  const { kind, place, reason } = await sendTestMail(config, to, locale, clock())
  if (kind !== "accepted") throw new WorkFailed(`the test mail to ${to} did not leave by ${place}: ${reason}`)
  out.say(`a test mail to ${to} was handed to ${place}`)
}
