import { agoInWords } from "@vigie/core"
import { pageReports } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { webAddress } from "../film/offer.server.ts"
import { capital } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import { refuse } from "../site/refuse.server.ts"
import type { Reading } from "../site/viewer.server.ts"

const SHOWN = 30

/** What somebody said of a film, in words. */
export interface ReportItem {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly year: number | null
  /** "Vu ailleurs : Ciné du Cap". */
  readonly says: string
  /** Where they saw it, if they said. */
  readonly url: string | null
  /** When, and how the window stands now. */
  readonly since: string
}

export async function readReports(
  params: URLSearchParams,
  { locale, now }: Reading,
): Promise<{ readonly items: readonly ReportItem[]; readonly next: string | null }> {
  const { review: words } = PHRASES[locale].operations
  const page = await ask((db) => pageReports(db, { limit: SHOWN, after: params.get("after") })).catch(refuse)
  const items = page.rows.map(({ id, slug, title, year, says, provider, url, status, at }) => ({
    id,
    slug,
    title,
    year,
    says: capital(words.says[says](provider ?? words.unknown)),
    url: webAddress(url),
    since: [`${capital(agoInWords(at, locale, now))}.`, ...(status === null ? [] : [words.statuses[status]])].join(" "),
  }))
  return { items, next: page.next }
}
