import { forgetMails } from "@vigie/channels"
import { quote } from "@vigie/core"
import { type Db, eraseUser, exportUser, findUser } from "@vigie/db"
import { mailboxDir } from "@vigie/stages/config"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { BadInput } from "../errors.ts"

/** Everything held about somebody, as one JSON document on stdout; passwords, tokens and codes are not in it. */
export async function usersExport(context: Context, email: string): Promise<void> {
  const data = await withDb(context, async (db) => exportUser(db, await idOf(db, email)))
  context.out.line(JSON.stringify(data, null, context.out.json ? 0 : 2))
}

/** Erases somebody for good, in the database and among the mails kept here. */
export async function usersErase(context: Context, email: string, options: { readonly yes?: boolean }): Promise<void> {
  if (!options.yes) throw new BadInput("--yes: what is erased does not come back: add it to go on")
  await withDb(context, async (db) => {
    const erased = await eraseUser(db, await idOf(db, email), "operator")
    const mails = await forgetMails(mailboxDir(context.config), erased?.addresses ?? [])
    context.out.say(`erased, with ${mails} mails that were kept here; a keyed hash of the address stays`)
  })
}

async function idOf(db: Db, email: string): Promise<string> {
  const id = await findUser(db, email)
  if (id === null) throw new BadInput(`${quote(email)}: no account has this address`)
  return id
}
