import { PHRASES } from "../../i18n/words.ts"
import type { SignedIn } from "./access.server.ts"
import { passwordFault } from "./account-form.server.ts"
import type { Faults } from "./account-profile.server.ts"
import { auth, authFault, authHeaders } from "./auth.server.ts"

/** Whether this is the password of whoever sends the request. */
export async function isOwnPassword(request: Request, password: string): Promise<boolean> {
  const { api } = await auth()
  try {
    await api.verifyPassword({ headers: request.headers, body: { password } })
    return true
  } catch (error) {
    if (authFault(error) === null) throw error
    return false
  }
}

/** Changes the password and signs every other device out; what is wrong, or the cookies of the new session. */
export async function changePassword(
  request: Request,
  { user, locale }: SignedIn,
  current: string,
  next: string,
): Promise<{ readonly faults: Faults } | { readonly headers: Headers }> {
  const words = PHRASES[locale].account.password.faults
  const fault = passwordFault(next, user.email)
  const said = { missing: words.short, short: words.short, long: words.long, same: words.address }
  const faults: Record<string, string> = {}
  if (fault !== null) faults.next = fault in said ? said[fault as keyof typeof said] : words.short
  if (!(await isOwnPassword(request, current))) faults.current = words.current
  if (Object.keys(faults).length > 0) return { faults }
  const { api } = await auth()
  const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true }
  const { headers } = await api.changePassword({ headers: request.headers, body, returnHeaders: true })
  return { headers: authHeaders(headers) }
}
