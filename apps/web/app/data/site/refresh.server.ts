import type { Ms } from "@vigie/core"
import { redirect } from "react-router"

/** How often a page that waits looks again, s. */
const EVERY_S = 3
/** How long it does so by itself, s. */
const FOR_S = 120
/** The URL's parameter that says since when, in epoch seconds; 0: the reader stopped it. */
const SINCE = "since"

/** How a page that waits for something looks again. */
export interface Refresh {
  /** Where the reader is sent first, since the address says since when; null once it does. */
  readonly start: string | null
  /** The value of a `Refresh` header; null when the page no longer refreshes by itself. */
  readonly header: string | null
  /** Looks now, and goes on by itself for two minutes more. */
  readonly again: string
  /** The same page, at rest. */
  readonly stop: string
}

/**
 * While `waiting`, a page refreshes itself every 3 s until two minutes after the first time it did, which its URL keeps: the
 * address stays the same from one refresh to the next, so that browsers keep where one has scrolled to. Null: nothing to
 * wait for.
 */
export function refreshOf(address: string, waiting: boolean, now: Ms): Refresh | null {
  if (!waiting) return null
  const seconds = Math.floor(now / 1000)
  const stated = new URL(address).searchParams.get(SINCE)
  const since = stated === null ? seconds : /^\d{1,12}$/.test(stated) ? Number(stated) : 0
  const goesOn = since <= seconds && seconds - since < FOR_S
  return {
    start: stated === null ? withSince(address, since) : null,
    header: goesOn ? `${EVERY_S}; url=${withSince(address, since)}` : null,
    again: withSince(address, null),
    stop: withSince(address, 0),
  }
}

/** The path of `address`, its parameters kept. */
function withSince(address: string, since: number | null): string {
  const { pathname, searchParams } = new URL(address)
  if (since === null) searchParams.delete(SINCE)
  else searchParams.set(SINCE, String(since))
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`
}

/** The header of a page that refreshes; none for one that does not. Throws the redirect of one that begins to. */
export function refreshHeaders(refresh: Refresh | null): Record<string, string> {
  if (refresh !== null && refresh.start !== null) throw redirect(refresh.start)
  return refresh === null || refresh.header === null ? {} : { refresh: refresh.header }
}
