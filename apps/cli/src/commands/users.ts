import { DomainError } from "@vigie/core"
import { closeAccount, type Db, invite, listPeople, makeReset, type PersonRow, setRole, writeLetter } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { BadInput } from "../errors.ts"
import { operator } from "../operator.ts"
import { isoOf } from "../options.ts"
import type { Row } from "../output.ts"

/** Prints a one-time link for somebody; with a mail server it goes to them as well. */
export async function usersInvite(
  context: Context,
  email: string,
  options: { readonly operator?: boolean },
): Promise<void> {
  const { config, out } = context
  const to = addressOf(email)
  const role = options.operator ? "operator" : "user"
  const link = await withDb(context, (db) =>
    db.begin(async (tx) => {
      const token = await invite(tx, { email: to, role, actor: operator() }, context.clock())
      const url = `${config.baseUrl}/invitations/${token}`
      await writeLetter(tx, { kind: "invitation", to, locale: "fr", data: { url, by: null } })
      return url
    }),
  )
  out.rows([{ email: to, role, link }])
  sayMode(context)
}

/** Makes somebody an operator, or with `revoke` no longer. */
export async function usersGrant(
  context: Context,
  email: string,
  options: { readonly revoke?: boolean },
): Promise<void> {
  await change(context, email, (db) =>
    setRole(db, { email }, options.revoke ? "user" : "operator", operator(), context.clock()),
  )
}

/** Ends somebody's way in; what they have stays. */
export async function usersClose(context: Context, email: string): Promise<void> {
  await change(context, email, (db) => closeAccount(db, { email }, operator(), context.clock()))
}

/** Prints a link by which somebody chooses a new password, good for a day and once. */
export async function usersReset(context: Context, email: string): Promise<void> {
  const token = await withDb(context, (db) =>
    db.begin((tx) => makeReset(tx, { email: addressOf(email) }, operator(), context.clock())),
  ).catch(unknown)
  context.out.rows([{ email: addressOf(email), link: `${context.config.baseUrl}/reset/${token}` }])
  sayMode(context)
}

export async function usersList(context: Context): Promise<void> {
  const people = await withDb(context, listPeople)
  context.out.rows(people.map(rowOf))
  if (people.length === 0) context.out.say("nobody has an account")
}

async function change(context: Context, email: string, work: (db: Db) => Promise<unknown>): Promise<void> {
  const row = await withDb(context, async (db) => {
    await work(db)
    return (await listPeople(db)).find((person) => person.email === addressOf(email))
  }).catch(unknown)
  if (row) context.out.rows([rowOf(row)])
}

function rowOf({ email, name, role, emailVerified, twoFactor, films, createdAt, closedAt }: PersonRow): Row {
  const state = closedAt !== null ? "closed" : emailVerified ? "confirmed" : "unconfirmed"
  return { email, name, role, state, twoFactor, films: Number(films), createdAt: isoOf(createdAt) }
}

function addressOf(email: string): string {
  const address = email.trim().toLowerCase()
  if (!/^[^\s@<>"',;]+@[^\s@<>"',;]+$/.test(address))
    throw new BadInput(`email ${JSON.stringify(email)}: not an address`)
  return address
}

/** An address that nobody has is the caller's mistake. */
function unknown(error: unknown): never {
  if (error instanceof DomainError) throw new BadInput(error.message)
  throw error
}

function sayMode({ config, out }: Context): void {
  if (config.accounts === "local")
    out.say("nobody signs in while VIGIE_ACCOUNTS is local: the link works once it is invite or open")
}
