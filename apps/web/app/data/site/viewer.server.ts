import { type Ms, zoneOf } from "@vigie/core"
import type { UserRow } from "@vigie/db"
import { readInstallation } from "@vigie/stages/installation"
import { config } from "../../../src/env.ts"
import { chooseLocale, type Locale } from "../../i18n/locale.ts"
import { sessionUser } from "../account/session.server.ts"
import { ask } from "./db.server.ts"

/** Who reads a page, in what language, and where: what every sentence and query of it depends on. */
export interface Viewer extends Reading {
  readonly user: UserRow | null
  /** Ids of the providers that the reader has. */
  readonly services: readonly string[]
}

/** What turning facts into words needs. */
export interface Reading {
  readonly locale: Locale
  readonly territories: readonly string[]
  /** IANA, of the reader's own clock. */
  readonly zone: string
  readonly now: Ms
}

export async function readViewer(request: Request): Promise<Viewer> {
  const user = await sessionUser(request)
  // Before anybody is on it, the installation's own place counts.
  const territory = user === null ? (await ask((db) => readInstallation(db, config))).territory : config.territory
  return {
    user,
    locale: localeFor(user, request),
    services: user?.services ?? [],
    territories: user?.territories ?? [territory],
    zone: user?.zone ?? zoneOf(territory),
    now: Date.now(),
  }
}

/** The account's choice, unless the address says which; the browser's for whoever has none, and for the one user of this machine. */
export function localeFor(user: UserRow | null, request: Request): Locale {
  return user === null || user.local ? localeOf(request) : (languageIn(request) ?? user.locale)
}

export function localeOf(request: Request): Locale {
  return languageIn(request) ?? chooseLocale(request.headers.get("accept-language"))
}

/** `?lang=en`: a page in one language, as search engines keep it. */
function languageIn(request: Request): Locale | null {
  const asked = new URL(request.url).searchParams.get("lang")
  return asked === "fr" || asked === "en" ? asked : null
}
