import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import type { NewsletterKind, Rhythm } from "./asked.ts"
import type { Issue, IssueAsked, IssueSection } from "./issue.ts"
import { newsSince } from "./news.ts"
import { leavingSoon, onServices, shotIn } from "./openings.ts"
import { onOwnList } from "./own-list.ts"
import { priceDrops } from "./price-drops.ts"
import { periodBefore } from "./rhythm.ts"

const SECTIONS: { readonly [kind in NewsletterKind]: (db: Tx, asked: IssueAsked) => Promise<readonly IssueSection[]> } =
  {
    list: onOwnList,
    services: onServices,
    leaving: leavingSoon,
    prices: priceDrops,
    place: shotIn,
    operator: newsSince,
  }

interface Reader extends Pick<IssueAsked, "locale" | "territories" | "services"> {
  readonly cadence: Rhythm["cadence"] | null
  readonly lastAt: Ms | null
}

/**
 * What an issue says at `now`, by its reader's marks, territories and services as they are; null when nothing is left to
 * say, and when it is not asked for any more.
 */
export async function readNewsletter(
  db: Tx,
  about: { readonly kind: string; readonly ref: string; readonly from: Ms; readonly to: Ms },
  userId: string,
  now: Ms,
): Promise<Issue | null> {
  const kind = about.kind as NewsletterKind
  const reader = await readReader(db, userId, kind, about.ref)
  if (reader === null || reader.cadence === null) return null
  return readIssue(db, { ...about, ...reader, kind, cadence: reader.cadence, userId, now })
}

/** What an issue of this newsletter, asked for or not, would say at `now`: since its last one, else of one period. */
export async function previewNewsletter(
  db: Tx,
  { kind, ref }: { readonly kind: NewsletterKind; readonly ref: string },
  userId: string,
  now: Ms,
): Promise<Issue | null> {
  const reader = await readReader(db, userId, kind, ref)
  if (reader === null) return null
  const cadence = reader.cadence ?? "weekly"
  const from = reader.lastAt ?? periodBefore(cadence, now)
  return readIssue(db, { ...reader, kind, ref, cadence, from, to: now, userId, now })
}

async function readIssue(db: Tx, asked: IssueAsked): Promise<Issue | null> {
  const { kind, ref, cadence, from, to } = asked
  const sections = await SECTIONS[kind](db, asked)
  return sections.length === 0 ? null : { kind, ref, cadence, from, to, sections }
}

async function readReader(db: Tx, userId: string, kind: NewsletterKind, ref: string): Promise<Reader | null> {
  const rows = await db.sql<Reader & Record<string, unknown>>(
    `select u.locale, u.territories, array(select s.provider_id::text from user_services s where s.user_id = u.id) as services,
       n.cadence, n.last_at as "lastAt"
     from users u left join newsletters n on n.user_id = u.id and n.kind = $2 and n.ref = $3 where u.id = $1`,
    [userId, kind, ref],
  )
  return rows[0] ?? null
}
