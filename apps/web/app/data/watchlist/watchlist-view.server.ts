import { WATCH_STATES, type WatchSort } from "@vigie/db"
import type { ListView } from "../../components/watchlist/watchlist-url.ts"

const SORTS: readonly WatchSort[] = ["end", "new", "title", "added"]
const LONGEST = 100
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** More than a page's checkboxes. */
const MOST_PICKED = 200

/** What an address does not say, or says strangely, is as on arrival. */
export function readView(params: URLSearchParams): ListView {
  const [show, sort] = [params.get("show"), params.get("sort")]
  return {
    show: WATCH_STATES.find((state) => state === show) ?? "all",
    q: (params.get("q") ?? "").replaceAll("\0", "").trim().slice(0, LONGEST),
    sort: SORTS.find((one) => one === sort) ?? "end",
  }
}

/** The films' ids that a form or an address names. */
export function pickedIn(given: FormData | URLSearchParams): readonly string[] {
  const ids = given.getAll("film").filter((id): id is string => typeof id === "string" && ID.test(id))
  return [...new Set(ids)].slice(0, MOST_PICKED)
}
