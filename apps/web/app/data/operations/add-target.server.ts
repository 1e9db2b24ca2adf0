import { parseTerritory, zoneOf } from "@vigie/core"
import { addTargetBy, type FoundFilmRef, findFilmRef, type NewTarget } from "@vigie/db"
import type { Source } from "@vigie/sources"
import { readInstallation } from "@vigie/stages/installation"
import { hostAsked } from "@vigie/stages/setup"
import { enabledSources } from "@vigie/stages/sources"
import { config } from "../../../src/env.ts"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import { reasonInWords } from "../sources/reason-words.server.ts"
import { everyChoices, everyIn } from "./every.server.ts"
import { type Operator, slugIn, textIn } from "./operator.server.ts"

export interface AddValues {
  readonly source: string
  readonly reference: string
  readonly film: string
  readonly territory: string
  readonly every: string
}

export type AddFaults = Partial<Record<keyof AddValues, string>>

/** What the form offers, and what it holds before anybody has typed. */
export async function readAddSheet({ locale }: { readonly locale: Locale }, params: URLSearchParams) {
  const { territory, contact } = await ask((db) => readInstallation(db, config))
  const words = PHRASES[locale].operations.add
  const values: AddValues = { ...valuesIn(params), territory: textIn(params, "territory") || territory }
  return {
    values,
    sources: checkable().map(({ id, name }) => ({ id, name })),
    every: everyChoices(locale),
    contact: contact === null ? words.noContact : words.contact(contact),
    hasContact: contact !== null,
  }
}

export function valuesIn(from: FormData | URLSearchParams): AddValues {
  const text = (name: string) => textIn(from, name)
  return {
    source: text("source"),
    reference: text("reference"),
    film: text("film"),
    territory: text("territory").toUpperCase(),
    every: text("every"),
  }
}

function checkable(): readonly Source[] {
  return enabledSources(config).filter(({ scope }) => scope !== "lookup")
}

/** Adds the target that the form states; or says what is wrong, field by field, and stores nothing. */
export async function saveTarget(
  values: AddValues,
  { locale, by }: Operator,
): Promise<{ readonly id: string; readonly created: boolean } | { readonly faults: AddFaults }> {
  const words = PHRASES[locale].operations.add.faults
  const source = checkable().find(({ id }) => id === values.source)
  const film = values.film === "" ? null : await ask((db) => findFilmRef(db, slugIn(values.film)))
  const territory = territoryIn(values.territory)
  const every = values.every === "" ? (source?.everyMs ?? 0) : everyIn(values.every)
  const faults: AddFaults = {
    ...(source === undefined && { source: words.source }),
    ...(values.film !== "" && film === null && { film: words.noFilm }),
    ...(values.film === "" && source?.scope === "film" && { film: words.film }),
    ...(territory === null && { territory: words.territory }),
    ...(every === null && { every: words.every }),
  }
  if (source === undefined || territory === null || every === null || Object.keys(faults).length > 0) return { faults }
  const place = placeOf(source, values.reference, film, territory, locale)
  if ("fault" in place) return { faults: { reference: place.fault } }
  const target: NewTarget = {
    source: source.id,
    ...place,
    territory,
    scope: source.scope === "lookup" ? "film" : source.scope,
    filmId: film?.id ?? null,
    everyMs: every,
    zone: null,
    publishedAt: null,
  }
  return ask((db) => addTargetBy(db, target, by))
}

function territoryIn(text: string): string | null {
  try {
    return parseTerritory(text)
  } catch {
    return null
  }
}

/** What is read, and the host whose pace counts (I12: nothing private); or why it cannot be. */
function placeOf(
  source: Source,
  typed: string,
  film: FoundFilmRef | null,
  territory: string,
  locale: Locale,
): { readonly reference: string; readonly host: string } | { readonly fault: string } {
  const words = PHRASES[locale].operations.add.faults
  const reference = typed === "" && film !== null ? (source.refOf?.(film.ref.ids) ?? "") : typed
  if (reference === "") return { fault: film === null ? words.reference : words.noReference }
  try {
    const target = { source: source.id, reference, territory, zone: zoneOf(territory), film: film?.ref ?? null }
    return { reference, host: hostAsked(source, { ...target, publishedAt: null }, config) }
  } catch (error) {
    const { name, message, kind } = error as Error & { kind?: string }
    if (!["NetError", "DomainError", "SourceError"].includes(name)) throw error
    return { fault: kind === "refused_address" ? words.private : words.address(reasonInWords(message, locale)) }
  }
}
