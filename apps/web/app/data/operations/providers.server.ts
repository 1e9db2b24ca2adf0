import {
  mergeProviders,
  type ProviderLine,
  pageProviders,
  previewProviderMerge,
  readProviderLine,
  setProvider,
  verifyProvider,
} from "@vigie/db"
import { data } from "react-router"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import { capital } from "../film/offer-words.server.ts"
import { ask, db } from "../site/db.server.ts"
import { refuse } from "../site/refuse.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { countInWords } from "./counts.server.ts"
import { type Operator, slugIn, textIn, unlessTooLate } from "./operator.server.ts"

const SHOWN = 50
/** The most that a preview counts. */
const PREVIEWED = 10_000

export interface ProviderItem {
  readonly slug: string
  readonly name: string
  readonly verified: boolean
  readonly demo: boolean
  readonly says: string
}

export interface ProviderList {
  readonly show: "unverified" | "all"
  readonly query: string
  readonly items: readonly ProviderItem[]
  readonly next: string | null
}

export async function readProviderList(params: URLSearchParams, reading: Reading): Promise<ProviderList> {
  const query = textIn(params, "q").slice(0, 100)
  const show = params.get("show") === "all" || query !== "" ? "all" : "unverified"
  const filter = { show, query, limit: SHOWN, after: params.get("after") } as const
  const page = await ask((base) => pageProviders(base, filter)).catch(refuse)
  return { show, query, items: page.rows.map((row) => itemOf(row, reading)), next: page.next }
}

function itemOf(provider: ProviderLine, { locale }: Reading): ProviderItem {
  const words = PHRASES[locale].operations.providers
  const others = provider.aliases.filter((name) => name !== provider.name)
  const says = [
    provider.successor === null ? openInWords(provider.open, locale) : words.merged(provider.successor),
    ...(others.length === 0 ? [] : [words.aliases(others.join(", "))]),
  ]
  const { slug, name, demo } = provider
  return {
    slug,
    name,
    demo,
    verified: provider.verified || demo || provider.successor !== null,
    says: capital(says.join(" · ")),
  }
}

function openInWords(open: number, locale: Locale): string {
  const { none, one, more } = PHRASES[locale].operations.providers.open
  if (open < 2) return open === 0 ? none : one
  return more(countInWords(open, locale))
}

/** Marks these as looked at; how many there were. */
export async function verifyAll(slugs: readonly string[], { by, now }: Operator): Promise<number> {
  let count = 0
  for (const provider of slugs)
    if ((await unlessTooLate(ask((base) => verifyProvider(base, { provider, by, now }).then(() => true)))) !== null)
      count += 1
  return count
}

export interface ProviderValues {
  readonly name: string
  readonly homepage: string
  readonly parent: string
  readonly host: string
  readonly access: string
  readonly verified: boolean
}

export type ProviderFaults = Partial<Record<keyof ProviderValues | "into", string>>

export async function readProviderSheet(slug: string, into: string, reading: Reading) {
  const line = await ask((base) => readProviderLine(base, slug))
  if (line === null) throw data(null, { status: 404 })
  const merge = into === "" || line.successor !== null ? null : await previewOf(line, into, reading)
  const { name, homepage, parent, host, access, verified } = line
  const values: ProviderValues = {
    name,
    homepage: homepage ?? "",
    parent: parent ?? "",
    host: host ?? "",
    access: access ?? "",
    verified,
  }
  return { item: itemOf(line, reading), slug, successor: line.successor, values, merge }
}

async function previewOf(gone: ProviderLine, into: string, { locale }: Reading) {
  const words = PHRASES[locale].operations.providers
  const kept = await ask((base) => readProviderLine(base, slugIn(into)))
  if (kept === null || kept.id === gone.id) return { fault: words.faults.into, into, moves: [], sure: "" }
  const found = await ask((base) => previewProviderMerge(base, gone.id))
  const keys = ["windows", "open", "aliases", "children", "readers"] as const
  const moves = keys
    .filter((key) => found[key] > 0)
    .map((key) => {
      const { one, more } = words.moves[key]
      return found[key] === 1 ? one : more(countInWords(found[key], locale, PREVIEWED))
    })
  return { fault: null, into: kept.slug, moves, sure: words.sure(gone.name, kept.name) }
}

export function valuesOf(form: FormData): ProviderValues {
  const text = (name: string) => textIn(form, name)
  return {
    name: text("name").slice(0, 200),
    homepage: text("homepage"),
    parent: text("parent"),
    host: text("host"),
    access: text("access"),
    verified: form.get("verified") === "on",
  }
}

const ACCESSES = ["none", "account", "subscription"] as const

/** Stores what the form holds; or says what is wrong, and stores nothing. */
export async function saveProvider(
  slug: string,
  values: ProviderValues,
  { by, now, locale }: Operator,
): Promise<ProviderFaults> {
  const { faults: words } = PHRASES[locale].operations.providers
  if (values.name === "") return { name: words.name }
  if (values.homepage !== "" && !isWebAddress(values.homepage)) return { homepage: words.homepage }
  const above = (text: string) => (text === "" ? null : slugIn(text))
  for (const field of ["parent", "host"] as const) {
    const named = above(values[field])
    if (named === slug || (named !== null && (await ask((base) => readProviderLine(base, named))) === null))
      return { [field]: words.parent }
  }
  const patch = {
    name: values.name,
    homepage: values.homepage || null,
    parent: above(values.parent),
    host: above(values.host),
    access: ACCESSES.find((one) => one === values.access) ?? null,
    verified: values.verified,
  }
  try {
    await ask((base) => setProvider(base, { provider: slug, by, now }, patch))
    return {}
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string }
    if (name !== "DomainError") throw error
    if (code === "conflict") return { name: words.taken(message) }
    if (code === "invalid") return message.includes("above") ? { parent: words.parent } : { name: words.name }
    throw data(null, { status: 404 })
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

/** Merges for good: it takes as long as its windows are many, so that nothing cuts it short. */
export async function mergeInto(
  slug: string,
  into: string,
  { by, now, locale }: Operator,
): Promise<"merged" | "again" | ProviderFaults> {
  const { faults } = PHRASES[locale].operations.providers
  try {
    const done = await mergeProviders(db, { from: slug, into: slugIn(into), by, now })
    return done.merged ? "merged" : "again"
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string }
    if (name !== "DomainError") throw error
    return { into: code === "not_found" ? faults.into : faults.refused(message) }
  }
}
