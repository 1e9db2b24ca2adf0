import { ask } from "../site/db.server.ts"
import { auth, authFault } from "./auth.server.ts"

/**
 * `in`: with these cookies; `second`: a second factor is asked for, by a cookie that says of whom; `unconfirmed`: right, but
 * the address is not confirmed; `wrong`: address or password, and nobody is told which; `locked`: too many wrong codes;
 * `over`: the time to give a code is over.
 */
export type SignedInOr =
  | { readonly state: "in" | "second"; readonly headers: Headers }
  | { readonly state: "unconfirmed" | "wrong" | "locked" | "over" }

/** A password's hash is made to take its time, and more of it on a busy machine; the database has been asked by then. */
export const HASH_MS = 10_000

/** Signs in by address and password, always into a new session. */
export async function signIn(email: string, password: string, request: Request): Promise<SignedInOr> {
  const { api } = await auth()
  return attempt(async () => {
    const body = { email: email.toLowerCase(), password }
    const given = { body, headers: request.headers, returnHeaders: true } as const
    const { headers, response } = await ask(() => api.signInEmail(given), HASH_MS)
    return { state: "twoFactorRedirect" in response ? "second" : "in", headers }
  })
}

/** The second step: a code of the app, or a recovery code, which is good once. */
export async function giveCode(code: string, request: Request): Promise<SignedInOr> {
  const { api } = await auth()
  const plain = code.replace(/\s/g, "")
  const given = { body: { code: plain }, headers: request.headers, returnHeaders: true } as const
  return attempt(async () => {
    const { headers } = await ask(() => (/^\d{6}$/.test(plain) ? api.verifyTOTP(given) : api.verifyBackupCode(given)))
    return { state: "in", headers }
  })
}

async function attempt(work: () => Promise<SignedInOr>): Promise<SignedInOr> {
  try {
    return await work()
  } catch (error) {
    const fault = authFault(error)
    if (fault === null) throw error
    if (fault === "EMAIL_NOT_VERIFIED") return { state: "unconfirmed" }
    if (fault === "INVALID_TWO_FACTOR_COOKIE") return { state: "over" }
    return { state: /LOCKED|TOO_MANY/.test(fault) ? "locked" : "wrong" }
  }
}
