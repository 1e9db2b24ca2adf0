import { data, redirect } from "react-router"
import { requireOperator } from "../account/access.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { isId } from "./forms.server.ts"

export { idsIn, isId, slugIn, textIn } from "./forms.server.ts"

/** Under what an act is written where nobody signs in. */
const SOMEBODY = "web"

export interface Operator extends Viewer {
  /** As the register keeps it: a user's id, never an address. */
  readonly by: string
}

/** Who runs this installation and sends this request. Every loader and every action asks by itself. */
export async function readOperator(request: Request): Promise<Operator> {
  const viewer = await requireOperator(request)
  return { ...viewer, by: viewer.user === null || viewer.user.local ? SOMEBODY : viewer.user.id }
}

/** The id of an address, else a 404. */
export function idIn(text: string): string {
  if (isId(text)) return text
  throw data(null, { status: 404 })
}

/** The page that follows an act and may be loaded again: `said` names what it says. */
export function goTo(path: string, said: string, more: Readonly<Record<string, string | number>> = {}): Response {
  const asked = new URLSearchParams({
    said,
    ...Object.fromEntries(Object.entries(more).map(([k, v]) => [k, String(v)])),
  })
  return redirect(`${path}${path.includes("?") ? "&" : "?"}${asked}`, 303)
}

/** Runs an act; null when what it was about is no longer so: somebody else came before. */
export async function unlessTooLate<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string }
    if (name === "DomainError" && (code === "conflict" || code === "not_found")) return null
    throw error
  }
}
