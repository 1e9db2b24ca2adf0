import { zoneOf } from "@vigie/core"
import {
  createAccount,
  createFirstAccount,
  hasAccount,
  type NewAccount,
  type NewLetter,
  takeInvitation,
  writeLetter,
} from "@vigie/db"
import { readInstallation } from "@vigie/stages/installation"
import { createEmailVerificationToken } from "better-auth/api"
import { config } from "../../../src/env.ts"
import { ask, db } from "../site/db.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { type AskedAccount, nameOf } from "./account-form.server.ts"
import { TERMS_VERSION } from "./accounts.server.ts"
import { auth, LINK_S, verifyUrl } from "./auth.server.ts"

/**
 * Makes an account that its mail will confirm. An address that has an account is told so by mail, and the page says the same
 * either way, in the same time: nobody learns who is here.
 */
export async function signUp(asked: AskedAccount, viewer: Viewer): Promise<void> {
  const account = await accountOf(asked, viewer, { role: "user", verified: false, terms: true })
  await writeToNew(account, viewer.now)
}

/** What became of an invitation: in; a mail to be confirmed first; the address is somebody else's; the link is no longer good. */
export type Accepted = "in" | "confirm" | "taken" | "gone"

/** Lets somebody in by a link. An invited address is theirs, since the link was sent there; any other is confirmed by mail. */
export async function accept(token: string, asked: AskedAccount, viewer: Viewer): Promise<Accepted> {
  const { now } = viewer
  const account = await accountOf(asked, viewer, { role: "user", verified: true, terms: true })
  return db
    .begin(async (tx): Promise<Accepted> => {
      const invitation = await takeInvitation(tx, token, now)
      if (invitation === null) return "gone"
      if (invitation.first) {
        // They run the place: the terms are theirs to write.
        const made = await createFirstAccount(tx, { ...account, role: "operator", termsVersion: null }, now)
        if (made === null) throw new Taken()
        return "in"
      }
      const own = invitation.email === account.email
      if (own) {
        if ((await createAccount(tx, { ...account, role: invitation.role }, now)) === null) throw new Taken()
        return "in"
      }
      const made = await createAccount(tx, { ...account, role: invitation.role, verified: false }, now)
      await writeLetter(tx, await letterTo(account, made))
      return "confirm"
    })
    .catch((error: unknown) => {
      if (error instanceof Taken) return "taken" as const
      throw error
    })
}

/** Undoes the taking of the invitation: it is still good for another address. */
class Taken extends Error {}

/** Sends a link to confirm an address once more, if it waits for one; says nothing of whether it does. */
export async function confirmAgain(email: string, locale: "fr" | "en"): Promise<void> {
  await db.begin(async (tx) => {
    const rows = await tx.sql<{ id: string; email: string }>(
      "select id, email from users where email = $1 and not email_verified and closed_at is null",
      [email.toLowerCase()],
    )
    if (rows[0]) await writeLetter(tx, await letterTo({ email: rows[0].email, locale }, rows[0]))
  })
}

async function writeToNew(account: NewAccount, now: number): Promise<void> {
  await db.begin(async (tx) => {
    const made = await createAccount(tx, account, now)
    // A closed account's address is answered by nothing.
    if (made === null && !(await hasAccount(tx, account.email))) return
    await writeLetter(tx, await letterTo(account, made))
  })
}

/** To the address of an account that was just made, a link to confirm it; to one that was there, that it is. */
async function letterTo(
  { email, locale }: Pick<NewAccount, "email" | "locale">,
  made: { readonly id: string } | null,
): Promise<NewLetter> {
  if (made !== null) {
    const { secret } = await (await auth()).$context
    // Of this account only: one that takes its place is confirmed by its own mail.
    const token = await createEmailVerificationToken(secret, email, undefined, LINK_S, { account: made.id })
    return { kind: "verify", to: email, locale, data: { url: verifyUrl(token) } }
  }
  const data = { signInUrl: `${config.baseUrl}/sign-in`, resetUrl: `${config.baseUrl}/forgotten` }
  return { kind: "known", to: email, locale, data }
}

async function accountOf(
  { values, password }: AskedAccount,
  { locale }: Viewer,
  given: { readonly role: "user" | "operator"; readonly verified: boolean; readonly terms: boolean },
): Promise<NewAccount> {
  const context = await (await auth()).$context
  const { territory } = await ask((base) => readInstallation(base, config))
  return {
    email: values.email.toLowerCase(),
    name: nameOf(values),
    passwordHash: await context.password.hash(password),
    locale,
    zone: zoneOf(territory),
    territories: [territory],
    role: given.role,
    verified: given.verified,
    termsVersion: given.terms ? TERMS_VERSION : null,
  }
}
