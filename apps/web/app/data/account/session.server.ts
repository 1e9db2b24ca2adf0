import { localUser, readUser, type UserRow } from "@vigie/db"
import { config } from "../../../src/env.ts"
import { ask } from "../site/db.server.ts"
import { auth } from "./auth.server.ts"

const asked = new WeakMap<Request, Promise<UserRow | null>>()

/**
 * Who sends this request: the one user of an installation without accounts, else the one whose session it carries. The
 * page and its frame ask once.
 */
export function sessionUser(request: Request): Promise<UserRow | null> {
  const known = asked.get(request) ?? readSession(request)
  asked.set(request, known)
  return known
}

async function readSession(request: Request): Promise<UserRow | null> {
  if (config.accounts === "local") return ask(localUser)
  const id = await sessionUserId(request)
  return id === null ? null : ask((db) => readUser(db, id))
}

/** Whether the request carries a session, good or not: what is answered is for one person's eyes. */
export function isSignedIn(request: Request): boolean {
  return request.headers.get("cookie")?.includes("vigie.session_token=") ?? false
}

async function sessionUserId(request: Request): Promise<string | null> {
  // A stranger's page asks nothing of the database.
  if (!isSignedIn(request)) return null
  const { api } = await auth()
  const session = await ask(() => api.getSession({ headers: request.headers }))
  return session?.user.id ?? null
}
