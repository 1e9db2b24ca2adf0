import { ChangeKind, Kind, Territory } from "@vigie/core"
import type { z } from "zod"

/** What an address of the change feed asks. */
export interface ApiAsked {
  readonly after: number
  readonly limit: number
  /** Slugs. */
  readonly film: string | null
  readonly provider: string | null
  readonly territory: Territory | null
  readonly kind: Kind | null
  readonly change: ChangeKind | null
}

/** A parameter that cannot be read, and what was expected of it. */
export interface ApiFault {
  readonly parameter: string
  readonly detail: string
}

export const MOST_CHANGES = 200
export const USUAL_CHANGES = 50
export const PARAMETERS = ["after", "limit", "film", "provider", "territory", "kind", "change"] as const

/** Strict, unlike a page's address: a program that misspells a filter would otherwise read what it did not ask for. */
export function readApiAsked(params: URLSearchParams): ApiAsked | ApiFault {
  for (const name of new Set(params.keys())) {
    if (!PARAMETERS.some((known) => known === name))
      return { parameter: name, detail: `unknown; expected one of ${PARAMETERS.join(", ")}` }
    if (params.getAll(name).length > 1) return { parameter: name, detail: "given more than once" }
  }
  const reads = {
    after: readNumber(params, "after", { least: 0, most: Number.MAX_SAFE_INTEGER, usual: 0 }),
    limit: readNumber(params, "limit", { least: 1, most: MOST_CHANGES, usual: USUAL_CHANGES }),
    film: readSlug(params, "film"),
    provider: readSlug(params, "provider"),
    territory: readOne(params, "territory", Territory, "an ISO 3166-1 code such as FR"),
    kind: readOne(params, "kind", Kind, Kind.options.join(", ")),
    change: readOne(params, "change", ChangeKind, ChangeKind.options.join(", ")),
  }
  const fault = Object.values(reads).find((read) => "detail" in read)
  if (fault !== undefined && "detail" in fault) return fault
  return Object.fromEntries(
    Object.entries(reads).map(([name, read]) => [name, "value" in read ? read.value : null]),
  ) as unknown as ApiAsked
}

type Read<T> = { readonly value: T } | ApiFault

function readNumber(
  params: URLSearchParams,
  parameter: string,
  { least, most, usual }: { readonly least: number; readonly most: number; readonly usual: number },
): Read<number> {
  const text = params.get(parameter)
  if (text === null) return { value: usual }
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most
    ? { value }
    : { parameter, detail: `expected a whole number from ${least} to ${most}` }
}

function readSlug(params: URLSearchParams, parameter: string): Read<string | null> {
  const text = params.get(parameter)
  if (text === null || /^[\p{L}\p{N}-]{1,200}$/u.test(text)) return { value: text }
  return { parameter, detail: "expected the last part of its page's address" }
}

function readOne<T>(params: URLSearchParams, parameter: string, shape: z.ZodType<T>, expected: string): Read<T | null> {
  const text = params.get(parameter)
  if (text === null) return { value: null }
  const read = shape.safeParse(text)
  return read.success ? { value: read.data } : { parameter, detail: `expected ${expected}` }
}
