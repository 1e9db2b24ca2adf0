import { redirect } from "react-router"
import { auth, authHeaders } from "../../data/account/auth.server.ts"
import { isSignedIn } from "../../data/account/session.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import type { Route } from "./+types/sign-out.ts"

/** Signing out is a button's act; its address alone does nothing. */
export function loader(): never {
  throw redirect("/", 303)
}

/** Ends this session, or with `everywhere` all of this person's. */
export async function action({ request }: Route.ActionArgs) {
  const everywhere = (await formOf(request)).has("everywhere")
  if (!isSignedIn(request)) return redirect("/", 303)
  const { api } = await auth()
  const { headers } = request
  if (everywhere) await ask(() => api.revokeSessions({ headers })).catch(() => null)
  const { headers: cookies } = await ask(() => api.signOut({ headers, returnHeaders: true }))
  return redirect("/sign-in?out", { status: 303, headers: authHeaders(cookies) })
}
