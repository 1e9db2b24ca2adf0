import { liftErasure } from "@vigie/db"
import { ask, db } from "../site/db.server.ts"
import { auth, authFault } from "./auth.server.ts"

/** What a link to confirm an address is worth before it is used: its address, and whether its time is over. */
export interface VerifyLink {
  readonly email: string
  readonly account: string
  readonly expired: boolean
}

/** Reads a link's token without believing it; null when it is cut off or made up. */
export function readVerifyLink(token: string, now: number): VerifyLink | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"))
    const { email, account, exp } = payload as Record<string, unknown>
    if (typeof email !== "string" || typeof account !== "string" || typeof exp !== "number") return null
    return { email, account, expired: exp * 1000 <= now }
  } catch {
    return null
  }
}

/** `in`: confirmed and signed in, with these cookies; `done`: it had been confirmed before; else the link is no good. */
export type Verified =
  | { readonly state: "in"; readonly headers: Headers }
  | { readonly state: "done" | "expired" | "bad" }

/** Confirms an address by its link: once it signs its reader in, never again. */
export async function verify(token: string, request: Request, now: number): Promise<Verified> {
  const link = readVerifyLink(token, now)
  if (link === null) return { state: "bad" }
  const own = await ask((base) =>
    base.sql("select 1 from users where id::text = $1 and email = $2", [link.account, link.email]),
  )
  if (own.length === 0) return { state: link.expired ? "expired" : "bad" }
  const { api } = await auth()
  try {
    const { headers } = await ask(() =>
      api.verifyEmail({ query: { token }, headers: stranger(request), returnHeaders: true }),
    )
    if (headers.getSetCookie().length === 0) return { state: "done" }
    await liftErasure(db, link.email)
    return { state: "in", headers }
  } catch (error) {
    const fault = authFault(error)
    if (fault === null) throw error
    return { state: fault === "TOKEN_EXPIRED" ? "expired" : "bad" }
  }
}

/** Whoever is signed in here already is not whom the link is about: a session of its own is made. */
function stranger(request: Request): Headers {
  const headers = new Headers(request.headers)
  headers.delete("cookie")
  return headers
}
