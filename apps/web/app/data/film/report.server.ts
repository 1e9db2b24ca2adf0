import { addReport } from "@vigie/db"
import { data } from "react-router"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import { takeLimit } from "../site/limit.server.ts"
import { refuse } from "../site/refuse.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { webAddress } from "./offer.server.ts"

/** What was typed of where a film was seen, and what is wrong with it. */
export interface ElsewhereFaults {
  readonly provider: string
  readonly url: string
  readonly faults: { readonly provider?: string; readonly url?: string }
}

export type Reported = { readonly id: string } | { readonly elsewhere: ElsewhereFaults }

const LONGEST = 200

/**
 * Keeps what a reader says of a film, and has its sources read again; as often as one may. A visitor may say it, too. Throws
 * a 400 or 404 for what no form of ours sends, 429 for what comes too often.
 */
export async function report(filmId: string, form: FormData, request: Request, viewer: Viewer): Promise<Reported> {
  const says = form.get("says")
  const base = { filmId, userId: viewer.user?.id ?? null, now: viewer.now }
  if (says === "elsewhere") {
    const typed = { provider: textOf(form, "provider"), url: textOf(form, "url") }
    const faults = faultsOf(typed, viewer)
    if (Object.keys(faults).length > 0) return { elsewhere: { ...typed, faults } }
    await takeLimit(request, viewer, "checkNow")
    const seen = { windowId: null, says, provider: typed.provider, url: typed.url === "" ? null : typed.url } as const
    return ask((db) => addReport(db, { ...base, ...seen })).then(({ id }) => ({ id }))
  }
  const windowId = form.get("window")
  if ((says !== "there" && says !== "not_there") || !isUuid(windowId)) throw data(null, { status: 400 })
  await takeLimit(request, viewer, "checkNow")
  const made = await ask((db) => addReport(db, { ...base, windowId, says })).catch(refuse)
  return { id: made.id }
}

function faultsOf({ provider, url }: Omit<ElsewhereFaults, "faults">, { locale }: Viewer): ElsewhereFaults["faults"] {
  const { report: words } = PHRASES[locale].filmPage
  return {
    ...(provider === "" ? { provider: words.noProvider } : {}),
    ...(url === "" || (webAddress(url) !== null && URL.canParse(url)) ? {} : { url: words.badUrl }),
  }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === "string" ? value.trim().slice(0, name === "url" ? 2_000 : LONGEST) : ""
}

export function isUuid(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
}
