import type { Locale } from "@vigie/core"
import type { Envelope, FilmMail, MailAlert } from "../mail.ts"
import {
  at,
  DIGUE,
  day,
  ECLAIRCIE,
  euros,
  LES_MILLES,
  RENTAL,
  REPLAY,
  SLOT,
  STOP_RULE,
  same,
  sampleEnvelope,
} from "./samples.ts"

const price = { amountMinor: 299, currency: "EUR" }
const target = { amountMinor: 300, currency: "EUR" }
const milles = { film: LES_MILLES, window: REPLAY }
const rental = { film: ECLAIRCIE, window: RENTAL }
const gone = { ...REPLAY, end: day("2025-06-30T22:00:00Z") }

/** A sample of everything that is told of a film. */
export const ALERTS = {
  available: { kind: "available", film: LES_MILLES, windows: [REPLAY] },
  first_answer: { kind: "first_answer", film: ECLAIRCIE, windows: [RENTAL, REPLAY] },
  announced: { ...milles, kind: "announced", change: same, window: { ...REPLAY, start: day("2025-07-03T22:00:00Z") } },
  broadcast: { film: ECLAIRCIE, window: SLOT, kind: "announced", change: same },
  moved: {
    ...milles,
    kind: "moved",
    window: { ...REPLAY, end: day("2025-07-20T22:00:00Z") },
    change: { before: { end: "2025-07-06T22:00:00Z" }, after: { end: "2025-07-20T22:00:00Z" } },
  },
  repriced: { ...rental, kind: "repriced", change: { before: { prices: euros(399) }, after: { prices: euros(299) } } },
  target: {
    ...rental,
    kind: "repriced",
    change: { before: { prices: euros(399) }, after: { prices: euros(299) } },
    reached: { price, target, allTimeLow: true },
  },
  lowest: {
    ...rental,
    kind: "repriced",
    change: { before: { prices: euros(399) }, after: { prices: euros(299) } },
    reached: { price, target: null, allTimeLow: true },
  },
  terms: {
    ...rental,
    kind: "terms",
    direction: "improved",
    change: { before: { qualities: ["hd"] }, after: { qualities: ["hd", "uhd"] } },
  },
  closing: { ...milles, kind: "closing", change: { before: {}, after: { leadMs: 172_800_000 } } },
  closed: { film: DIGUE, kind: "closed", window: gone, change: same },
  back: {
    kind: "back",
    film: DIGUE,
    windows: [REPLAY],
    away: { since: at("2025-06-02T22:00:00Z"), here: true },
  },
  corrected: { ...milles, kind: "corrected", change: { before: {}, after: { reason: "returned" } } },
  correction: {
    film: LES_MILLES,
    kind: "correction",
    window: {
      ...REPLAY,
      end: { at: at("2025-07-01T07:30:00Z"), precision: "instant", basis: "observed", text: null },
      evidence: { ...REPLAY.evidence, readAt: at("2025-07-01T07:30:00Z") },
    },
    change: { before: { status: "open" }, after: { status: "closed" } },
    said: {
      kind: "available",
      at: at("2025-06-30T18:04:00Z"),
      change: { before: {}, after: { end: "2025-07-06T22:00:00.000Z", endPrecision: "day", endBasis: "stated" } },
    },
  },
} as const satisfies Record<string, MailAlert>

type Told = Exclude<FilmMail["kind"], "several" | "digest"> | "broadcast" | "target" | "lowest" | "rule"

export function filmPreviews(locale: Locale): { readonly [name in Told]: FilmMail } {
  const envelope: Envelope = sampleEnvelope(locale)
  const mails = Object.entries(ALERTS).map(([name, alert]) => [name, { ...envelope, ...alert }])
  return {
    ...(Object.fromEntries(mails) as { readonly [name in Exclude<Told, "rule">]: FilmMail }),
    closed: { ...envelope, ...ALERTS.closed, film: LES_MILLES, window: REPLAY, now: at("2025-07-07T06:00:00Z") },
    rule: {
      ...envelope,
      ...ALERTS.available,
      stops: [STOP_RULE, ...envelope.stops],
      rule: { scope: "department", name: "Pas-de-Calais" },
    },
  }
}
