import type { FilmFacts, FilmIds, FilmRef, Ms, Rank, Scope, Snapshot } from "@vigie/core"
import type { HttpRequest } from "@vigie/net"

/** What a parser reads: the answer's bytes, and its text decoded by header, BOM or meta. */
export interface Document {
  readonly url: string | null
  readonly contentType: string | null
  readonly bytes: Uint8Array
  readonly text: string
  readonly readAt: Ms
}

/** The target as a parser sees it. `zone` is an IANA zone: the target's, else its territory's capital's. */
export interface TargetRef {
  readonly source: string
  /** A URL, or the source's own reference. */
  readonly reference: string
  readonly territory: string
  readonly zone: string
  /** The target's film: a page that contradicts its title and year is a changed shape (I2). */
  readonly film: FilmRef | null
  readonly publishedAt: Ms | null
}

/** A setting a source needs: env.ts, `.env.example` and `doctor` are built from these. */
export interface Setting {
  readonly name: string
  readonly about: string
  readonly secret: boolean
  readonly default?: string
  /** The source cannot be asked without it. */
  readonly required?: boolean
  /** The page where an operator gets a key. */
  readonly getAt?: string
}
export type Settings = Readonly<Record<string, string | undefined>>

/** Where the next page of one answer is. */
export interface Cursor {
  readonly page: number
  readonly url?: string
  readonly state?: string
}

/** A film that a look-up found: the source's own reference, and what it says of the film. */
export interface Candidate {
  readonly reference: string
  /** Its page for people, to compare; null = it has none. */
  readonly url: string | null
  readonly film: FilmFacts
}

/** How a source finds a film by itself: by the ids it knows, else by title. `request` and `parse` are pure, as a target's. */
export interface Lookup {
  /** Throws DomainError("invalid") for a film without a title or an id it knows, SourceError("refused") without its key. */
  request(film: FilmRef, settings: Settings, cursor?: Cursor): HttpRequest
  /**
   * The candidates of one page; those of all pages count, in order. `next` where the search says too little to tell films
   * of one title apart (no director). No candidate is an answer; throws as `Source.parse`.
   */
  parse(document: Document, film: FilmRef, cursor?: Cursor): { candidates: readonly Candidate[]; next?: Cursor }
}

/** One way we learn what can be seen where (design §6). `request` and `parse` are pure; `parse` is synchronous. */
export interface Source {
  readonly id: string
  readonly name: string
  readonly homepage: string
  readonly scope: Scope
  /** Raised when the parser reads the same bytes differently: validators of an older version are not used. */
  readonly version: number
  readonly rank: Rank
  readonly territories: readonly string[]
  readonly pace: { readonly minIntervalMs: number; readonly why: string }
  readonly confirmations: { readonly close: number; readonly apartMs: number }
  /** The default interval between checks of one target. */
  readonly everyMs: Ms
  /** Largest document read, bytes after decompression; 10 MB unless stated. */
  readonly maxBytes?: number
  /** How long a parse may take in its thread, ms; 5,000 unless stated. */
  readonly parseMs?: number
  readonly licence: { readonly republish: "open" | "display" | "none"; readonly attribution?: string }
  readonly settings: readonly Setting[]
  readonly createsFilms: boolean
  /**
   * A documented API for programs: the page with its rules of use, which apply in place of robots.txt (RFC 9309 speaks to
   * crawlers). Pace, contact and Retry-After hold all the same. Absent: robots.txt decides.
   */
  readonly api?: { readonly rules: string }
  /** Invented data, marked as such and kept out of feeds and exports. */
  readonly demo?: boolean
  request(target: TargetRef, settings: Settings, cursor?: Cursor): HttpRequest
  /**
   * Throws SourceError("shape_changed", where) for a document it cannot conclude from. `cursor` is the one the page was
   * asked with: absent for the first page and for a document read on its own.
   */
  parse(document: Document, target: TargetRef, cursor?: Cursor): { snapshot: Snapshot; next?: Cursor }
  /** Film facts besides the sightings (`parse --facts`); absent where `parse` already gives all of them. */
  facts?(document: Document, target: TargetRef): FilmFacts[]
  /** True when a document's content is this source's (`films import` without --source). */
  recognises?(document: Document): boolean
  refOf?(film: FilmIds): string | null
  lookup?: Lookup
}

/** `shape_changed`: not the document this source reads; `refused`: an answer that says it is no answer (a login page, a stated error). */
export type SourceFault = "shape_changed" | "refused"

/** Why a document concludes nothing (I2). `where` names the place and what was expected. */
export class SourceError extends Error {
  readonly fault: SourceFault
  readonly where: string
  constructor(fault: SourceFault, where: string) {
    super(`${fault}: ${where}`)
    this.name = "SourceError"
    this.fault = fault
    this.where = where
  }
}
