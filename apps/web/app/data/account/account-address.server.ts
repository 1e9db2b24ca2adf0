import { agoInWords, DomainError } from "@vigie/core"
import { askAddress, confirmAddress, moveAddress, readAddressLink, writeLetter } from "@vigie/db"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { ask, db } from "../site/db.server.ts"
import { limitOf } from "../site/limit.server.ts"
import type { SignedIn } from "./access.server.ts"
import type { Faults } from "./account-profile.server.ts"
import { isOwnPassword } from "./own-password.server.ts"

const ADDRESS = /^[^\s@<>"',;]+@[^\s@<>"',;]+$/

/**
 * Changes the address: at once where one person uses the installation, else by a link that goes to the new one. Nobody is
 * told that somebody else has it: nothing is sent then. What is wrong, or nothing.
 */
export async function saveAddress(
  request: Request,
  viewer: SignedIn,
  typed: string,
  password: string,
): Promise<Faults> {
  const words = PHRASES[viewer.locale].account.address.faults
  const { user, now, locale } = viewer
  const address = typed.toLowerCase()
  const local = config.accounts === "local"
  const faults: Record<string, string> = {}
  if (!ADDRESS.test(address) || address.length > 200) faults.address = words.address
  else if (address === user.email) faults.address = words.same
  if (!local && !(await isOwnPassword(request, password))) faults.password = words.password
  if (Object.keys(faults).length > 0) return faults
  if (local) return (await move(user.id, address)) ? {} : { address: words.taken }
  const retryAt = await limitOf(request, viewer, "verify")
  if (retryAt !== null) return { address: words.often(agoInWords(retryAt, locale, now)) }
  await ask((base) =>
    base.begin(async (tx) => {
      const token = await askAddress(tx, user.id, address, now)
      if (token === null) return
      const url = `${config.baseUrl}/account/address?${new URLSearchParams({ token })}`
      await writeLetter(tx, { kind: "verify", to: address, locale, data: { url } })
    }),
  )
  return {}
}

async function move(userId: string, address: string): Promise<boolean> {
  try {
    await ask((base) => base.begin((tx) => moveAddress(tx, userId, address)))
    return true
  } catch (error) {
    if (error instanceof DomainError && error.code === "conflict") return false
    throw error
  }
}

/** The address that a link would give; null when it is no longer good. Changes nothing. */
export async function addressOfLink(token: string, now: number): Promise<string | null> {
  return (await ask((base) => readAddressLink(base, token, now)))?.address ?? null
}

/** Does what the link says, and tells the address that was. False when it is no longer good. */
export async function followAddressLink(token: string, now: number): Promise<boolean> {
  try {
    const moved = await ask(() =>
      confirmAddress(db, token, now, (tx, { before, after, locale }) =>
        writeLetter(tx, {
          kind: "addressChanged",
          to: before,
          locale,
          data: { newAddress: after, contactUrl: `${config.baseUrl}/contact` },
        }),
      ),
    )
    return moved !== null
  } catch (error) {
    if (error instanceof DomainError && error.code === "conflict") return false
    throw error
  }
}
