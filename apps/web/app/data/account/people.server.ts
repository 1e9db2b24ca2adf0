import { dayInWords } from "@vigie/core"
import {
  allowMails,
  type Barred,
  closeAccount,
  type Db,
  invite,
  listPeople,
  makeReset,
  reopenAccount,
  setRole,
  writeLetter,
} from "@vigie/db"
import { data } from "react-router"
import { config } from "../../../src/env.ts"
import { isId, type Operator } from "../operations/operator.server.ts"
import { ask, db } from "../site/db.server.ts"
import { addressFault, type FieldFault, textOf } from "./account-form.server.ts"

/** Somebody who has an account, in words. */
export interface PersonLine {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: "user" | "operator"
  readonly confirmed: boolean
  readonly second: boolean
  readonly films: number
  readonly since: string
  /** On which day it was closed; null: it is open. */
  readonly closed: string | null
  /** Why no mail goes to them; null: mails go. */
  readonly barred: Barred | null
  readonly you: boolean
}

/** What an act comes to; a link is shown once, since it is kept nowhere. */
export type PersonAct =
  | { readonly state: "done" | "last" }
  | { readonly state: "fault"; readonly email: string; readonly fault: FieldFault }
  | { readonly state: "link"; readonly email: string; readonly url: string }

export async function readPeople({ user, locale, zone, now }: Operator): Promise<readonly PersonLine[]> {
  const people = await ask(listPeople)
  return people.map((person) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    confirmed: person.emailVerified,
    second: person.twoFactor,
    films: Number(person.films),
    since: dayInWords(person.createdAt, locale, zone, now),
    closed: person.closedAt === null ? null : dayInWords(person.closedAt, locale, zone, now),
    barred: person.barred,
    you: person.id === user?.id,
  }))
}

/** Invites somebody: a mail goes to them, and the link is given here, too. */
async function inviteOne(form: FormData, operator: Operator): Promise<PersonAct> {
  const email = textOf(form, "email", 200).toLowerCase()
  const fault = addressFault(email)
  if (fault !== null) return { state: "fault", email, fault }
  const role = form.has("operator") ? "operator" : "user"
  const url = await db.begin(async (tx) => {
    const token = await invite(tx, { email, role, actor: operator.by }, operator.now)
    const link = `${config.baseUrl}/invitations/${token}`
    const by = operator.user?.name ?? null
    await writeLetter(tx, { kind: "invitation", to: email, locale: operator.locale, data: { url: link, by } })
    return link
  })
  return { state: "link", email, url }
}

const ACTS = {
  grant: (base: Db, id: string, by: string, now: number) => setRole(base, { id }, "operator", by, now),
  revoke: (base: Db, id: string, by: string, now: number) => setRole(base, { id }, "user", by, now),
  close: (base: Db, id: string, by: string, now: number) => closeAccount(base, { id }, by, now),
  mails: (base: Db, id: string, by: string, now: number) => allowMails(base, { id }, by, now),
  reopen: (base: Db, id: string, by: string, now: number) => reopenAccount(base, { id }, by, now),
} as const

/** Does what a form of the page asks; what it made up is a 400 or a 404. */
export async function actOnPerson(form: FormData, operator: Operator): Promise<PersonAct> {
  const act = form.get("act")
  if (act === "invite") return inviteOne(form, operator)
  const id = form.get("id")
  if (!isId(id)) throw data(null, { status: 404 })
  try {
    if (act === "reset") {
      const { email } = await find(id)
      const token = await db.begin((tx) => makeReset(tx, { id }, operator.by, operator.now))
      return { state: "link", email, url: `${config.baseUrl}/reset/${token}` }
    }
    if (typeof act !== "string" || !(act in ACTS)) throw data(null, { status: 400 })
    await ask((base) => ACTS[act as keyof typeof ACTS](base, id, operator.by, operator.now))
    return { state: "done" }
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string }
    if (name === "DomainError" && code === "refused") return { state: "last" }
    if (name === "DomainError" && code === "not_found") throw data(null, { status: 404 })
    throw error
  }
}

async function find(id: string): Promise<{ readonly email: string }> {
  const person = (await ask(listPeople)).find((each) => each.id === id)
  if (person === undefined) throw data(null, { status: 404 })
  return person
}
