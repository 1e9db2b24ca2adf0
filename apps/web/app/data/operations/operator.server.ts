import { data, redirect } from "react-router"
import { requireOperator } from "../access.server.ts"
import type { Viewer } from "../viewer.server.ts"

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

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** Rows that one form may act on. */
const MOST = 200

export function isId(text: unknown): text is string {
  return typeof text === "string" && UUID.test(text)
}

/** The id of an address, else a 404. */
export function idIn(text: string): string {
  if (isId(text)) return text
  throw data(null, { status: 404 })
}

/** The ids that a form or an address ticks, each once. */
export function idsIn(from: FormData | URLSearchParams, name: string): readonly string[] {
  return [...new Set(from.getAll(name).filter(isId))].slice(0, MOST)
}

/** A field as it was typed, cut to what any of them may hold. */
export function textIn(from: FormData | URLSearchParams, name: string): string {
  const text = from.get(name)
  return typeof text === "string" ? text.trim().slice(0, 2000) : ""
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

/** The slug in what somebody pasted: a page's whole address, or the end of it. */
export function slugIn(text: string): string {
  const path = text
    .trim()
    .replace(/[?#].*$/, "")
    .replace(/\/+$/, "")
  return decodeURIComponentOr(path.split("/").at(-1) ?? "").toLowerCase()
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
