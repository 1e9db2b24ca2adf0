import { config } from "../../../src/env.ts"
import { requireUser, type SignedIn } from "../account/access.server.ts"
import { readViewer } from "../site/viewer.server.ts"

/**
 * Who reads a list. Null: on an installation of one person, before that person has done anything; looking at an empty list
 * makes nobody.
 */
export async function listReader(request: Request): Promise<SignedIn | null> {
  const viewer = await readViewer(request)
  if (viewer.user !== null) return { ...viewer, user: viewer.user }
  return config.accounts === "local" ? null : requireUser(request)
}
