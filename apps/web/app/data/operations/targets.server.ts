import { agoInWords, type Ms } from "@vigie/core"
import { findFilmRef, pageTargets, TARGET_SHOWS, type TargetLine, type TargetShow } from "@vigie/db"
import { enabledSources } from "@vigie/stages/sources"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { sourceName, webAddress } from "../film/offer.server.ts"
import { capital } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import { sayDuration } from "../site/duration.server.ts"
import { refuse } from "../site/refuse.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { reasonInWords } from "../sources/reason-words.server.ts"
import { slugIn, textIn } from "./operator.server.ts"

const SHOWN = 50

/** A target in the operators' list. */
export interface TargetItem {
  readonly id: string
  /** "Unifrance · Les Heures pâles". */
  readonly name: string
  readonly reference: string
  readonly url: string | null
  readonly slug: string | null
  readonly mark: TargetMark
  /** Whole sentences' parts. */
  readonly says: readonly string[]
}

export type TargetMark = "active" | "paused" | "retired" | "failed" | "held"

export interface TargetList {
  readonly show: TargetShow
  readonly source: string
  readonly film: string
  readonly fault: string | null
  readonly sources: readonly { readonly id: string; readonly name: string }[]
  readonly items: readonly TargetItem[]
  readonly next: string | null
}

/** The targets that the address asks for. */
export async function readTargetList(params: URLSearchParams, reading: Reading): Promise<TargetList> {
  const show = TARGET_SHOWS.find((one) => one === params.get("show")) ?? "all"
  const sources = enabledSources(config)
    .filter(({ scope }) => scope !== "lookup")
    .map(({ id, name }) => ({ id, name }))
  const source = sources.find(({ id }) => id === params.get("source"))?.id ?? ""
  const film = textIn(params, "film")
  const found = film === "" ? null : await ask((db) => findFilmRef(db, slugIn(film)))
  const asked = { show, source, film, sources }
  if (film !== "" && found === null) {
    const fault = PHRASES[reading.locale].operations.targets.noFilm(film)
    return { ...asked, fault, items: [], next: null }
  }
  const filter = { show, source: source || null, filmId: found?.id ?? null, limit: SHOWN, after: params.get("after") }
  const page = await ask((db) => pageTargets(db, filter)).catch(refuse)
  return { ...asked, fault: null, items: page.rows.map((row) => readItem(row, reading)), next: page.next }
}

export function markOf({ state, lastOutcome }: Pick<TargetLine, "state" | "lastOutcome">): TargetMark {
  if (state !== "active") return state
  return lastOutcome === "failed" || lastOutcome === "held" ? lastOutcome : "active"
}

export function readItem(target: TargetLine, reading: Reading): TargetItem {
  const { source, film, reference, territory } = target
  return {
    id: target.id,
    name: [sourceName(source), film?.title ?? territory].join(" · "),
    reference,
    url: webAddress(reference),
    slug: film?.slug ?? null,
    mark: markOf(target),
    says: sayTarget(target, reading),
  }
}

function sayTarget(target: TargetLine, { locale, now }: Reading): readonly string[] {
  const { targets: words, labelled } = PHRASES[locale].operations
  const ago = (at: Ms) => agoInWords(at, locale, now)
  const due = target.dueAt > now ? words.next(ago(target.dueAt)) : words.due(ago(target.dueAt))
  const times = [
    words.scopes[target.scope],
    target.lastGoodAt === null ? words.neverRead : words.read(ago(target.lastGoodAt)),
    words.every(sayDuration(target.everyMs, locale)),
    ...(target.state === "active" ? [due] : []),
  ]
  const failed = target.state === "active" && target.lastOutcome === "failed"
  return [
    capital(times.join(" · ")),
    ...(failed ? [capital(labelled(words.failed(target.failures), reasonInWords(target.lastReason, locale)))] : []),
  ]
}
