import { DomainError, type FilmRef, type Price, parsePrice, type Sighting, type Term } from "@vigie/core"
import type { Cell } from "../page/page.ts"
import { plain, shorten } from "../text.ts"
import { modelNamed } from "../words/models.ts"
import { qualitiesIn } from "../words/quality.ts"
import type { VodRow } from "./vod.ts"

/** What a price cell shows when there is no price to pay or none to show. */
const NO_PRICE = /^(?:[-–—/]*|n\/?a|nc|inclus|included|abonnement|sur abonnement|subscription|svod)$/u

/** Where links of a page lead from. */
export interface Place {
  readonly film: FilmRef
  readonly territory: string
  readonly base: string | null
}

/** The sighting a row states; null when it states neither a provider nor a price. */
export function sightingOf(row: VodRow, at: Place): Sighting | null {
  const doubts: string[] = []
  const provider = nameOf(row.cells.provider)
  const terms = termsOf(row, at, doubts)
  if (provider === null && terms.every((term) => term.price === null)) return null
  const stated = row.cells.model ? shown(row.cells.model) : (row.heading ?? "")
  const model = modelNamed(stated)
  if (!model) doubts.push(stated ? `unknown model "${shorten(stated, 60)}"` : "no model stated")
  return {
    film: at.film,
    provider,
    territory: at.territory,
    kind: model?.kind ?? "vod",
    monetization: model?.monetization ?? null,
    channel: null,
    start: { at: null, precision: "unknown", basis: "observed", text: null },
    end: { at: null, precision: "unknown", basis: "observed", text: null },
    terms,
    url: urlOf(row, at.base),
    text: shorten(row.all.map(shown).join(" | ")),
    doubts,
  }
}

/** One term, or one per quality where a cell states several; prices pair with them where there are as many. */
function termsOf(row: VodRow, at: Place, doubts: string[]): Term[] {
  const quality = shown(row.cells.quality)
  const price = shown(row.cells.price)
  const qualities = qualitiesIn(quality)
  if (qualities.length === 0 && /[\p{L}\p{N}]/u.test(quality)) doubts.push(`unknown quality "${shorten(quality, 60)}"`)
  const parts = price.split(/\s+[/|]\s+/u)
  const cells = parts.length === qualities.length ? parts : [price]
  const prices = cells.map((cell) => priceIn(cell, at.territory, doubts))
  const each = qualities.length > 0 ? qualities : [null]
  return each.map((one, index) => ({
    quality: one,
    price: prices[index] ?? prices[0] ?? null,
    audio: [],
    subtitles: [],
  }))
}

function priceIn(cell: string, territory: string, doubts: string[]): Price | null {
  if (NO_PRICE.test(plain(cell))) return null
  try {
    return parsePrice(cell, territory)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    doubts.push(`unreadable price "${shorten(cell, 60)}"`)
    return null
  }
}

/** A platform's name as stated; a logo's alt text without the word that says it is a logo. */
function nameOf(cell: Cell | undefined): string | null {
  const name = cell?.text || (cell?.label ?? "").replace(/^logo(?:\s+(?:de|of|:))?\s+|\s+logo$/iu, "")
  return /[\p{L}\p{N}]/u.test(name) ? name.trim() : null
}

function shown(cell: Cell | undefined): string {
  return cell?.text || (cell?.label ?? "")
}

/** The platform's own link first, then any other of the row, absolute; null without one. */
function urlOf(row: VodRow, base: string | null): string | null {
  const links = [row.cells.provider, ...row.all].flatMap((cell) => cell?.links ?? [])
  for (const link of links) {
    const url = URL.parse(link, base ?? undefined)
    if (url && /^https?:$/u.test(url.protocol) && !link.startsWith("#")) return url.href
  }
  return null
}
