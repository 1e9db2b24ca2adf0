import type { WatchSort, WatchState } from "@vigie/db"

/** What of the list an address asks for. */
export interface ListView {
  readonly show: WatchState | "all"
  readonly q: string
  readonly sort: WatchSort
}

/** The list's address for a view; what is as on arrival goes without saying. */
export function viewUrl(view: Partial<ListView>, more: Readonly<Record<string, string>> = {}, path = "/watchlist") {
  const { show = "all", q = "", sort = "end" } = view
  const said = {
    ...(show === "all" ? {} : { show }),
    ...(q === "" ? {} : { q }),
    ...(sort === "end" ? {} : { sort }),
    ...more,
  }
  const query = new URLSearchParams(said).toString()
  return query === "" ? path : `${path}?${query}`
}
