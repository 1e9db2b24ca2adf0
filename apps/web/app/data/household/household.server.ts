import { agoInWords, dayInWords } from "@vigie/core"
import {
  inviteToList,
  leaveList,
  type Member,
  readHousehold,
  removeMember,
  revokeListInvitation,
  suppressionOf,
  writeLetter,
} from "@vigie/db"
import { data, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import type { SignedIn } from "../account/access.server.ts"
import { addressFault, textOf } from "../account/account-form.server.ts"
import { isId } from "../operations/forms.server.ts"
import { ask, db } from "../site/db.server.ts"
import { limitOf } from "../site/limit.server.ts"

export interface MemberLine {
  readonly id: string
  readonly name: string
  readonly role: Member["role"]
  readonly since: string
  readonly you: boolean
}

export interface HouseholdSheet {
  readonly members: readonly MemberLine[]
  /** Whether the reader keeps the list: who does invites and removes. */
  readonly owner: boolean
  readonly invitations: readonly { readonly id: string; readonly since: string; readonly until: string }[]
  readonly films: number
  /** Who keeps the list once the reader, who does, leaves. */
  readonly heir: string | null
  readonly accounts: "invite" | "open"
}

/** Null where nobody else can be: an installation of one person. */
export async function readHouseholdSheet(viewer: SignedIn): Promise<HouseholdSheet | null> {
  if (config.accounts === "local") return null
  const { user, locale, zone, now } = viewer
  const household = await ask((base) => readHousehold(base, user.id, now))
  if (household === null) throw data(null, { status: 404 })
  const owner = household.members.some(({ id, role }) => id === user.id && role === "owner")
  return {
    members: household.members.map(({ id, name, role, since }) => ({
      ...{ id, name, role, you: id === user.id },
      since: dayInWords(since, locale, zone, now),
    })),
    owner,
    invitations: household.invitations.map(({ id, createdAt, expiresAt }) => ({
      id,
      since: agoInWords(createdAt, locale, now),
      until: dayInWords(expiresAt, locale, zone, now),
    })),
    films: household.films,
    heir: owner ? (household.members.find(({ id }) => id !== user.id)?.name ?? null) : null,
    accounts: config.accounts,
  }
}

/** What a form of the page came to, where it leads nowhere else: the link, shown this once, or what is wrong. */
export type HouseholdAct =
  | { readonly state: "link"; readonly url: string; readonly said: string | null }
  | { readonly state: "fault"; readonly email: string; readonly fault: string }
  | { readonly state: "gone" }

/** Does what a form of the page asks, on the reader's own list only; what it made up is a 400 or a 404. */
export async function actOnHousehold(form: FormData, viewer: SignedIn, request: Request): Promise<HouseholdAct> {
  if (config.accounts === "local") throw data(null, { status: 404 })
  const { user, now } = viewer
  const [act, id] = [form.get("act"), form.get("id")]
  if (act === "invite") return inviteOne(form, viewer, request)
  try {
    if (act === "leave") await ask((base) => leaveList(base, user.id, now))
    else if (!isId(id)) throw data(null, { status: act === "remove" || act === "revoke" ? 404 : 400 })
    else if (act === "remove") await ask((base) => removeMember(base, user.id, id, now))
    else if (act !== "revoke") throw data(null, { status: 400 })
    else if (!(await db.begin((tx) => revokeListInvitation(tx, user.id, id)))) throw data(null, { status: 404 })
  } catch (error) {
    return goneOr404(error)
  }
  throw redirect(`/watchlist/people?done=${act}`, 303)
}

/** Somebody else's people and links are not there; a list that nobody shares any more cannot be left. */
function goneOr404(error: unknown): HouseholdAct {
  const { name, code } = error as { name?: string; code?: string }
  if (name !== "DomainError") throw error
  if (code === "conflict") return { state: "gone" }
  throw data(null, { status: 404 })
}

async function inviteOne(form: FormData, viewer: SignedIn, request: Request): Promise<HouseholdAct> {
  const { user, locale, now } = viewer
  const { faults, mailed } = PHRASES[locale].household
  const email = textOf(form, "email", 200).toLowerCase()
  if (email !== "" && addressFault(email) !== null) return { state: "fault", email, fault: faults.address }
  const retryAt = await limitOf(request, viewer, "invite")
  if (retryAt !== null) return { state: "fault", email, fault: faults.tooOften(agoInWords(retryAt, locale, now)) }
  try {
    return await db.begin(async (tx) => {
      const url = `${config.baseUrl}/watchlist/join/${await inviteToList(tx, user.id, now)}`
      if (email === "") return { state: "link", url, said: null }
      // Whether an address takes no more mail is nobody else's to know.
      if ((await suppressionOf(tx, email)) === null)
        await writeLetter(tx, { kind: "household", to: email, locale, data: { url, by: user.name } })
      return { state: "link", url, said: mailed(email) }
    })
  } catch (error) {
    if (goneOr404(error).state === "gone") return { state: "fault", email, fault: faults.full }
    throw error
  }
}
