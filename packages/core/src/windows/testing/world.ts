import type { Coverage, Term } from "../../sighting.ts"
import type { Cause, Kind, Monetization, Ms, Quality, Rank, Scope } from "../../words.ts"
import { type CombineResult, combine } from "../combine.ts"
import type {
  ProviderFacts,
  ReconcileResult,
  ReconcileTarget,
  ResolvedRemoval,
  ResolvedSighting,
  TideResult,
  UnsureRow,
} from "../exchange.ts"
import { reconcile } from "../reconcile.ts"
import { DAY, HOUR } from "../spans.ts"
import type { Change, EvidenceState, Moment, WindowState } from "../state.ts"
import { tide } from "../tide.ts"
import { copy, expectSound } from "./sound.ts"

/** 2026-03-02T12:00:00Z, a Monday; Paris is UTC+1. */
export const T0: Ms = Temporal.Instant.from("2026-03-02T12:00:00Z").epochMilliseconds
export const FILM = "film"

export function at(iso: string): Ms {
  return Temporal.Instant.from(iso).epochMilliseconds
}

export function moment(value: Ms | null): Moment {
  if (value === null) return { at: null, precision: "unknown", basis: "observed", text: null }
  return { at: value, precision: "day", basis: "stated", text: null }
}

export interface Row {
  readonly provider?: string
  readonly territory?: string
  readonly kind?: Kind
  readonly how?: Monetization | null
  readonly start?: Ms | null
  readonly end?: Ms | null
  readonly price?: number
  readonly quality?: Quality
  readonly audio?: readonly string[]
  readonly text?: string
  readonly doubts?: readonly string[]
  readonly programme?: string
}

export function sighting(row: Row = {}): ResolvedSighting {
  const term: Term = {
    quality: row.quality ?? null,
    price: row.price === undefined ? null : { amountMinor: row.price, currency: "EUR" },
    audio: [...(row.audio ?? [])],
    subtitles: [],
  }
  return {
    filmId: FILM,
    providerId: row.provider ?? "orange",
    territory: row.territory ?? "FR",
    kind: row.kind ?? "vod",
    monetization: row.how === undefined ? "rent" : row.how,
    start: moment(row.start ?? null),
    end: moment(row.end ?? null),
    terms: row.price === undefined && row.quality === undefined && row.audio === undefined ? [] : [term],
    url: null,
    text: row.text ?? "words",
    doubts: row.doubts ?? [],
    programme: row.programme ?? null,
  }
}

export interface TargetOptions {
  readonly rank?: Rank
  readonly scope?: Scope
  readonly intervalMs?: Ms
  readonly close?: number
  readonly apartMs?: Ms
  readonly publishedAt?: Ms
  readonly source?: string
}

export interface CheckOptions {
  readonly coverage?: Coverage
  readonly coverageProviders?: readonly string[]
  readonly unsure?: readonly UnsureRow[]
  readonly removals?: readonly ResolvedRemoval[]
  readonly cause?: Cause
  readonly hold?: boolean
}

/** A film's stored state, kept as a database would keep it, and a clock. */
export class World {
  now: Ms = T0
  readonly windows = new Map<string, WindowState>()
  readonly evidence = new Map<string, EvidenceState>()
  readonly changes: Change[] = []
  readonly providers = new Map<string, ProviderFacts>()
  durationMinutes: number | null = 100
  readonly #targets = new Map<string, ReconcileTarget>()
  readonly #good = new Map<string, Ms>()
  readonly #read = new Map<string, Ms>()
  readonly #prefix: string
  #ids = 0

  constructor(prefix = "id") {
    this.#prefix = prefix
  }

  target(id: string, options: TargetOptions = {}): this {
    this.#targets.set(id, {
      id,
      source: options.source ?? id,
      rank: options.rank ?? "page",
      scope: options.scope ?? "film",
      intervalMs: options.intervalMs ?? 6 * HOUR,
      confirmations: { close: options.close ?? 2, apartMs: options.apartMs ?? 1_800_000 },
      previousGoodAt: null,
      publishedAt: options.publishedAt ?? null,
    })
    return this
  }

  provider(id: string, facts: Partial<ProviderFacts> = {}): this {
    this.providers.set(id, { id, catchUp: false, defaults: {}, ...facts })
    return this
  }

  pass(ms: Ms): this {
    this.now += ms
    return this
  }

  /** A good check of a target: reconciles and stores. */
  check(id: string, rows: readonly Row[], options: CheckOptions = {}): ReconcileResult {
    const result = this.reconcile(id, rows, options)
    this.#store(result)
    this.#good.set(id, this.now)
    this.#read.set(id, this.now)
    for (const one of result.seen) {
      const stored = this.evidence.get(one)
      if (stored) this.evidence.set(one, { ...stored, lastSeenAt: this.now })
    }
    return result
  }

  /** A good check whose answer repeats the last one: the caller renews without asking the rules, where they allow it. */
  repeat(id: string): void {
    this.#good.set(id, this.now)
  }

  reconcile(id: string, rows: readonly Row[], options: CheckOptions = {}): ReconcileResult {
    return reconcile({
      now: this.now,
      target: { ...this.#targets.get(id)!, previousGoodAt: this.#good.get(id) ?? null },
      filmId: FILM,
      durationMinutes: this.durationMinutes,
      windows: this.loadedWindows(),
      evidence: this.loaded(),
      sightings: rows.map(sighting),
      unsure: options.unsure ?? [],
      removals: options.removals ?? [],
      coverage: options.coverage ?? { claims: "complete" },
      coverageProviders: options.coverageProviders ?? null,
      providers: this.providers,
      cause: options.cause ?? "live",
      holdWithdrawals: options.hold ?? false,
      zoneOf: () => "Europe/Paris",
      newId: () => this.#draw(),
    })
  }

  tide(leads: readonly Ms[] = []): TideResult {
    const result = tide({
      now: this.now,
      filmId: FILM,
      durationMinutes: this.durationMinutes,
      windows: this.loadedWindows(),
      evidence: this.loaded(),
      providers: this.providers,
      leads,
      zoneOf: () => "Europe/Paris",
      newId: () => this.#draw(),
    })
    this.#store(result)
    return result
  }

  /** Takes another film in, as a merge does: a person found that it is this one. */
  merge(other: World, newLeads: readonly Ms[] = []): CombineResult {
    const moved = new Set(other.windows.keys())
    for (const [id, target] of other.#targets) this.#targets.set(id, target)
    for (const [id, good] of other.#good) this.#good.set(id, good)
    for (const [id, read] of other.#read) this.#read.set(id, read)
    for (const [id, window] of other.windows) this.windows.set(id, window)
    for (const [id, one] of other.evidence) this.evidence.set(id, one)
    this.changes.push(...other.changes)
    const result = combine({
      now: this.now,
      windows: [...this.windows.values()],
      evidence: this.loaded(),
      moved,
      newLeads: () => newLeads,
      zoneOf: () => "Europe/Paris",
      newId: () => this.#draw(),
    })
    this.#store(result)
    return result
  }

  /** Windows as the database reads them: not broadcasts over long ago. */
  loadedWindows(): WindowState[] {
    return [...this.windows.values()].filter(({ status, kind, closedAt }) => {
      const age = this.now - (closedAt ?? this.now)
      return status !== "closed" || kind !== "broadcast" || age <= 400 * DAY
    })
  }

  /** Evidence as the database reads it: what the target's last reconcile showed was seen at its last good check. */
  loaded(): EvidenceState[] {
    const windows = new Set(this.loadedWindows().map((window) => window.id))
    const evidence = [...this.evidence.values()].filter((one) => windows.has(one.windowId))
    return evidence.map((one) => {
      const good = this.#good.get(one.targetId) ?? one.lastSeenAt
      const shown =
        one.status === "holding" && one.absence === null && one.lastSeenAt >= (this.#read.get(one.targetId) ?? 0)
      return shown ? { ...one, lastSeenAt: Math.max(one.lastSeenAt, good) } : one
    })
  }

  /** The only window, or the only one of a status. */
  window(status?: WindowState["status"]): WindowState {
    const found = [...this.windows.values()].filter((one) => !status || one.status === status)
    if (found.length !== 1) throw new Error(`expected one window, found ${JSON.stringify(found, null, 1)}`)
    return found[0]!
  }

  /** `opened`, `closed quiet`, … in order. */
  get story(): string[] {
    return this.changes.map((one) => (one.quiet ? `${one.kind} quiet` : one.kind))
  }

  #draw(): string {
    this.#ids += 1
    return `${this.#prefix}-${String(this.#ids).padStart(5, "0")}`
  }

  #store(result: Pick<TideResult, "windows" | "evidence" | "changes">): void {
    for (const window of result.windows) this.windows.set(window.id, copy(window))
    for (const one of result.evidence) {
      const id = one.id.startsWith("new-") ? this.#draw() : one.id
      this.evidence.set(id, copy({ ...one, id }))
    }
    this.changes.push(...result.changes)
    expectSound([...this.windows.values()], this.changes)
  }
}

export { DAY, HOUR }
