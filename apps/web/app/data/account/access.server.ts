import { ensureUser, type UserRow } from "@vigie/db"
import { readInstallation } from "@vigie/stages/installation"
import { data, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { ask } from "../site/db.server.ts"
import { readViewer, type Viewer } from "../site/viewer.server.ts"

/** Where the mails of an installation's one user go until an address is stated: into the mailbox. */
const LOCAL_ADDRESS = "local@vigie.localhost"

export interface SignedIn extends Viewer {
  readonly user: UserRow
}

/**
 * The user who reads this page. Without accounts that is whoever is at this machine, made on first use; else somebody who is
 * not signed in is sent to sign in, and back.
 */
export async function requireUser(request: Request): Promise<SignedIn> {
  const viewer = await readViewer(request)
  if (viewer.user !== null) return { ...viewer, user: viewer.user }
  if (config.accounts !== "local") throw redirect(signInUrl(request), 303)
  const { territory } = await ask((db) => readInstallation(db, config))
  const user = await ask((db) => ensureUser(db, { email: LOCAL_ADDRESS, territories: [territory] }))
  return { ...(await readViewer(request)), user }
}

/** Somebody who runs this installation; for everybody else such a page does not exist. */
export async function requireOperator(request: Request): Promise<Viewer> {
  if (config.accounts === "local") return readViewer(request)
  const viewer = await requireUser(request)
  if (!isOperator(viewer.user)) throw data(null, { status: 404 })
  // Who may change everything proves it twice.
  if (!viewer.user.twoFactor) throw redirect("/account/two-factor?required", 303)
  return viewer
}

export function isOperator(user: UserRow | null): boolean {
  if (config.accounts === "local") return true
  return user?.role === "operator"
}

function signInUrl(request: Request): string {
  const { pathname, search } = new URL(request.url)
  // A form that was sent is not sent again: its page is.
  return `/sign-in?${new URLSearchParams({ to: request.method === "GET" ? `${pathname}${search}` : pathname })}`
}
