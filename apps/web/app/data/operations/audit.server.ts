import { instantInWords } from "@vigie/core"
import { type AuditLine, pageAudit } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import { refuse } from "../site/refuse.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { detailInWords } from "./detail.server.ts"
import { isId, textIn } from "./operator.server.ts"

const SHOWN = 50

export interface AuditItem {
  readonly id: number
  readonly at: string
  readonly when: string
  readonly actor: string
  readonly actorId: string
  readonly act: string
  readonly subject: string
  /** The page of what it is about; null: it has none. */
  readonly to: string | null
  readonly detail: string
}

export async function readAudit(params: URLSearchParams, reading: Reading) {
  const [act, actor, subject] = [textIn(params, "act"), textIn(params, "actor"), textIn(params, "subject")]
  const filter = { act: act || null, actor: actor || null, subject: subject || null, limit: SHOWN }
  const page = await ask((db) => pageAudit(db, { ...filter, after: params.get("after") })).catch(refuse)
  const { acts } = PHRASES[reading.locale].operations.audit
  return {
    act,
    actor,
    subject,
    acts: Object.entries(acts).map(([value, name]) => ({ value, name })),
    items: page.rows.map((row) => itemOf(row, reading)),
    next: page.next,
  }
}

function itemOf({ id, at, actor, name, act, subject, detail }: AuditLine, { locale, now, zone }: Reading): AuditItem {
  const words = PHRASES[locale].operations
  const { acts } = words.audit
  return {
    id,
    at: new Date(at).toISOString(),
    when: instantInWords(at, locale, zone, now),
    actor: name ?? (actor === "web" ? words.someone : actor),
    actorId: actor,
    act: Object.hasOwn(acts, act) ? acts[act as keyof typeof acts] : act,
    subject,
    to: placeOf(act, subject),
    detail: detailInWords(detail),
  }
}

function placeOf(act: string, subject: string): string | null {
  if (act.startsWith("target ") && isId(subject)) return `/operations/targets/${subject}`
  if (act.startsWith("provider ")) return `/operations/providers/${encodeURIComponent(subject)}`
  if (act.startsWith("hold ")) return `/sources/${encodeURIComponent(subject)}`
  return act === "film merge" ? `/films/${encodeURIComponent(subject)}` : null
}

/** Acts on one thing, the latest first: what its own page shows of the register. */
export async function readActsOn(subject: string, reading: Reading): Promise<readonly AuditItem[]> {
  const page = await ask((db) => pageAudit(db, { act: null, actor: null, subject, limit: 10, after: null }))
  return page.rows.map((row) => itemOf(row, reading))
}
