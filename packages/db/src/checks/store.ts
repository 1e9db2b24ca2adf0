import { type Change, type EvidenceState, type Ms, mayRing, toIso, type WindowState } from "@vigie/core"
import type { Tx } from "../client.ts"
import { LOCKS } from "../locks.ts"
import { addOutbox } from "../outbox.ts"
import { fromEvidence, fromWindow } from "../rows.ts"
import { storeFacets } from "./facets.ts"

/** What a batch of reconciles or tides brought, to be written in one go. */
export interface Outcome {
  readonly windows: ReadonlyMap<string, WindowState>
  readonly evidence: ReadonlyMap<string, EvidenceState>
  /** Evidence shown anew by a snapshot, changed or not. */
  readonly seen: ReadonlySet<string>
  /** Every evidence of the films concerned, changed or not: the proof of a change may be an old one. */
  readonly proofs: ReadonlyMap<string, EvidenceState>
  readonly changes: readonly Change[]
  readonly termsVersions: ReadonlyMap<string, number>
  /** Terms as they were loaded, by evidence id: only changed ones get a new version. */
  readonly oldTerms: ReadonlyMap<string, string>
}

/**
 * Writes windows, evidence, terms, changes and their outbox rows in bulk (I3); `now` is the moment the terms changed.
 * Changes come last, after `alongside`, the rest of the transaction: the cursor's lock stands until the commit, and every
 * other batch waits for it.
 */
export async function storeOutcome(
  tx: Tx,
  outcome: Outcome,
  now: Ms,
  alongside: () => Promise<void> = async () => {},
): Promise<void> {
  await storeWindows(tx, [...outcome.windows.values()])
  const ids = await storeEvidence(tx, [...outcome.evidence.values()])
  await renewEvidence(tx, outcome, now)
  await storeTerms(tx, outcome, ids, now)
  await storeFacets(tx, [
    ...new Set([...outcome.windows.keys(), ...[...outcome.evidence.values()].map((one) => one.windowId)]),
  ])
  const filmIds = new Set([...outcome.windows.values()].map((window) => window.filmId))
  await tx.sql("update films set tide_at = least(coalesce(tide_at, $2), $2) where id = any($1::uuid[])", [
    [...filmIds],
    new Date(now),
  ])
  await alongside()
  await storeChanges(tx, outcome, ids)
}

async function storeWindows(tx: Tx, windows: readonly WindowState[]): Promise<void> {
  if (windows.length === 0) return
  await tx.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision,
       start_basis, start_text, end_at, end_precision, end_basis, end_text, period, opened_at, closed_at, version, memory, updated_at)
     select id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
       start_text, end_at, end_precision, end_basis, end_text, period::tstzrange, opened_at, closed_at, version, memory, now()
     from jsonb_to_recordset($1::jsonb) as x(id uuid, film_id uuid, provider_id uuid, territory text, kind text,
       monetization text, status text, start_at timestamptz, start_precision text, start_basis text, start_text text,
       end_at timestamptz, end_precision text, end_basis text, end_text text, period text, opened_at timestamptz,
       closed_at timestamptz, version int, memory jsonb)
     order by id
     on conflict (id) do update set monetization = excluded.monetization, status = excluded.status,
       start_at = excluded.start_at, start_precision = excluded.start_precision, start_basis = excluded.start_basis,
       start_text = excluded.start_text, end_at = excluded.end_at, end_precision = excluded.end_precision,
       end_basis = excluded.end_basis, end_text = excluded.end_text, period = excluded.period,
       opened_at = excluded.opened_at, closed_at = excluded.closed_at, version = excluded.version,
       memory = excluded.memory, updated_at = now()`,
    [JSON.stringify(windows.map(fromWindow))],
  )
}

const EVIDENCE_FIELDS = `window_id uuid, target_id uuid, film_id uuid, source text, rank text, stated text,
  start_at timestamptz, start_precision text, start_basis text, start_text text, end_at timestamptz, end_precision text,
  end_basis text, end_text text, url text, text text, doubts text[], programme text, published_at timestamptz,
  first_seen_at timestamptz, last_seen_at timestamptz, changed_at timestamptz, status text, absent_since timestamptz,
  absent_count int, absent_counted timestamptz, memory jsonb`
const EVIDENCE_NAMES = EVIDENCE_FIELDS.split(",").map((field) => field.trim().split(" ")[0]!)

/** Returns the stored id of each evidence by the id it had in core. */
async function storeEvidence(tx: Tx, evidence: readonly EvidenceState[]): Promise<Map<string, string>> {
  const ids = new Map(evidence.map((one) => [one.id, one.id]))
  const known = evidence.filter((one) => /^\d+$/.test(one.id))
  const fresh = evidence.filter((one) => !/^\d+$/.test(one.id))
  if (known.length > 0) {
    await tx.sql(
      `update evidence e set ${EVIDENCE_NAMES.map((name) => `${name} = x.${name}`).join(", ")}
       from jsonb_to_recordset($1::jsonb) as x(id bigint, ${EVIDENCE_FIELDS}) where e.id = x.id`,
      [JSON.stringify(known.map(fromEvidence))],
    )
  }
  if (fresh.length > 0) {
    const rows = await tx.sql<{ id: number }>(
      `insert into evidence (${EVIDENCE_NAMES.join(", ")})
       select ${EVIDENCE_NAMES.map((name) => `x.${name}`).join(", ")}
       from rows from (jsonb_to_recordset($1::jsonb) as (${EVIDENCE_FIELDS})) with ordinality
         as x(${EVIDENCE_NAMES.join(", ")}, place) order by place returning id`,
      [JSON.stringify(fresh.map(fromEvidence))],
    )
    for (const [index, one] of fresh.entries()) ids.set(one.id, String(rows[index]!.id))
  }
  return ids
}

/** "Last seen" alone is no change of an evidence: it moves for all that was shown, in one statement. */
async function renewEvidence(tx: Tx, outcome: Outcome, now: Ms): Promise<void> {
  const ids = [...outcome.seen].filter((id) => /^\d+$/.test(id) && !outcome.evidence.has(id))
  if (ids.length === 0) return
  await tx.sql("update evidence set last_seen_at = greatest(last_seen_at, $2) where id = any($1::bigint[])", [
    ids,
    new Date(now),
  ])
}

async function storeTerms(tx: Tx, outcome: Outcome, ids: ReadonlyMap<string, string>, now: Ms): Promise<void> {
  const rows = [...outcome.evidence.values()].flatMap((one) => {
    const terms = JSON.stringify(one.terms)
    if (outcome.oldTerms.get(one.id) === terms) return []
    return [
      { evidence_id: Number(ids.get(one.id)), version: (outcome.termsVersions.get(one.id) ?? 0) + 1, terms: one.terms },
    ]
  })
  if (rows.length === 0) return
  await tx.sql(
    "update terms set to_at = greatest(from_at, $2) where evidence_id = any($1::bigint[]) and to_at is null",
    [rows.map((row) => row.evidence_id), new Date(now)],
  )
  await tx.sql(
    `insert into terms (evidence_id, version, from_at, terms)
     select evidence_id, version, $2, terms from jsonb_to_recordset($1::jsonb) as x(evidence_id bigint, version int, terms jsonb)`,
    [JSON.stringify(rows), new Date(now)],
  )
}

async function storeChanges(tx: Tx, outcome: Outcome, ids: ReadonlyMap<string, string>): Promise<void> {
  if (outcome.changes.length === 0) return
  const rows = outcome.changes.map((change) => changeRow(change, outcome, ids))
  await tx.sql("select pg_advisory_xact_lock($1)", [LOCKS.cursor])
  await tx.sql(
    `insert into changes (id, at, kind, window_id, version, film_id, provider_id, territory, before, after, cause, quiet,
       source, target_id, evidence_id, corrects_id, proof)
     select x.id, x.at, x.kind, x.window_id, x.version, x.film_id, x.provider_id, x.territory, x.before, x.after, x.cause,
       x.quiet, x.source, x.target_id, x.evidence_id, x.corrects_id,
       x.proof || jsonb_build_object('url', coalesce(substring(t.reference from '^https?:.*'), x.proof->>'url'),
         'hash', t.hash, 'shown', (x.proof->>'readAt')::timestamptz >= t.read_at)
     from rows from (jsonb_to_recordset($1::jsonb) as (id uuid, at timestamptz, kind text, window_id uuid, version int,
         film_id uuid, provider_id uuid, territory text, before jsonb, after jsonb, cause text, quiet boolean, source text,
         target_id uuid, evidence_id bigint, corrects_id uuid, proof jsonb)) with ordinality
       as x(id, at, kind, window_id, version, film_id, provider_id, territory, before, after, cause, quiet, source,
         target_id, evidence_id, corrects_id, proof, place)
     left join targets t on t.id = (x.proof->>'targetId')::uuid order by x.place`,
    [JSON.stringify(rows)],
  )
  const ringing = outcome.changes.filter(mayRing)
  await addOutbox(
    tx,
    "alert",
    ringing.map((change) => change.id),
  )
}

function changeRow(change: Change, outcome: Outcome, ids: ReadonlyMap<string, string>) {
  const window = outcome.windows.get(change.windowId)
  if (!window) throw new Error(`change ${change.id} names window ${change.windowId}, which it did not bring`)
  const evidence = change.evidenceId === null ? undefined : outcome.proofs.get(change.evidenceId)
  return {
    id: change.id,
    at: toIso(change.at),
    kind: change.kind,
    window_id: change.windowId,
    version: change.version,
    film_id: window.filmId,
    provider_id: window.providerId,
    territory: window.territory,
    before: change.before,
    after: change.after,
    cause: change.cause,
    quiet: change.quiet,
    source: change.source,
    target_id: change.targetId,
    evidence_id: change.evidenceId === null ? null : Number(ids.get(change.evidenceId) ?? change.evidenceId),
    corrects_id: change.correctsId,
    proof: evidence
      ? {
          source: evidence.source,
          url: evidence.url,
          readAt: toIso(evidence.lastSeenAt),
          text: evidence.text,
          targetId: evidence.targetId,
        }
      : null,
  }
}
