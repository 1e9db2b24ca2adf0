import { agoInWords, type KeyMonetization, type Kind, type Ms, territoryInWords } from "@vigie/core"
import { type AbsentClaim, listHolds, pageAbsent } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { sourceName } from "../film/offer.server.ts"
import { modelInWords } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import { refuse } from "../site/refuse.server.ts"
import type { Reading } from "../site/viewer.server.ts"

const SHOWN = 30

/** A claim that its source's page no longer makes. */
export interface AbsentLine {
  readonly id: number
  readonly slug: string
  readonly title: string
  readonly says: string
  readonly stays: boolean
}

export interface HoldSheet {
  readonly source: string
  readonly name: string
  readonly since: string
  readonly counts: string
  readonly absent: readonly AbsentLine[]
  readonly next: string | null
}

/** Every hold, and what would close of each; `source` and `after` of the address turn the page of one. */
export async function readHolds(params: URLSearchParams, reading: Reading): Promise<readonly HoldSheet[]> {
  const { locale, now } = reading
  const words = PHRASES[locale].operations.holds
  const holds = await ask(listHolds)
  return Promise.all(
    holds.map(async ({ source, closing, openCount, createdAt }) => {
      const after = params.get("source") === source ? params.get("after") : null
      const page = await ask((db) => pageAbsent(db, source, { limit: SHOWN, after })).catch(refuse)
      return {
        source,
        name: sourceName(source),
        since: words.since(agoInWords(createdAt as Ms, locale, now)),
        counts: words.counts(closing, openCount),
        absent: page.rows.map((row) => lineOf(row, reading)),
        next: page.next,
      }
    }),
  )
}

function lineOf(claim: AbsentClaim, { locale, now }: Reading): AbsentLine {
  const model = modelInWords(claim.kind as Kind, claim.monetization as KeyMonetization, locale)
  const absent = PHRASES[locale].operations.holds.absent(agoInWords(claim.absentSince, locale, now))
  return {
    id: claim.id,
    slug: claim.slug,
    title: claim.title,
    says: [claim.provider, model, territoryInWords(claim.territory, locale), absent].join(" · "),
    stays: claim.heldElsewhere,
  }
}
