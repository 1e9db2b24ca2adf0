import { z } from "zod"
import type { Cursor } from "../source.ts"

/** What is still to be asked for after a page: pages of several zones come one after the other. */
const State = z.object({
  pending: z.array(z.string()),
  claims: z.enum(["complete", "none"]),
  /** The code of the page whose zones these are: SUBCATEGORY_FLM. */
  listing: z.string().nullable(),
})
export type State = z.infer<typeof State>

export function stateOf(cursor: Cursor | undefined): State {
  if (cursor?.state === undefined) return { pending: [], claims: "none", listing: null }
  return State.parse(JSON.parse(cursor.state))
}

/** The next address and the rest; undefined at the end. `page` counts the pages of the whole answer. */
export function cursorOf(state: State, before: Cursor | undefined): Cursor | undefined {
  const [url, ...pending] = [...new Set(state.pending)]
  if (url === undefined) return undefined
  return { page: (before?.page ?? 1) + 1, url, state: JSON.stringify({ ...state, pending }) }
}

const PROXY = "/api/rproxy/"

/** A link of an answer, on the host that gave the answer: the pages of a mirror are on the mirror. */
export function onSameHost(link: string | null | undefined, document: string | null): string | null {
  const base = document === null ? null : URL.parse(document)
  const url = base && link ? URL.parse(link, base) : null
  if (!base || !url) return null
  // www.arte.tv hands the API on below a path of its own, which the API's links do not know of.
  const path = base.pathname.startsWith(PROXY) ? url.pathname.replace(/^\/api\/(?!rproxy\/)/u, PROXY) : url.pathname
  return `${base.origin}${path}${url.search}`
}
