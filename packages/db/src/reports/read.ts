import type { Ms } from "@vigie/core"
import { CONCERNED, IS_FRESH } from "../checks/ask.ts"
import type { Tx } from "../client.ts"
import type { TargetView, WindowView } from "../queries/types.ts"

/** How one target stands that was asked because of a report. */
export interface ReportedTarget extends Pick<TargetView, "id" | "source" | "state" | "lastCheckAt" | "lastReason"> {
  /** Null until its first check. */
  readonly lastOutcome: TargetView["lastOutcome"]
  readonly dueAt: Ms
  /** Its last checks failed: its next one is put off. */
  readonly failing: boolean
  /** It was checked since, or so shortly before that it was not asked again. */
  readonly checked: boolean
  /** What it says of the window: it shows it, it no longer does and that awaits confirmation, it does not; null with no window. */
  readonly shows: "there" | "absent" | "gone" | null
}

export interface ReportView {
  readonly id: string
  readonly filmId: string
  readonly windowId: string | null
  readonly says: "there" | "not_there" | "elsewhere"
  readonly provider: string | null
  readonly at: Ms
  /** As it is now; null with no window. */
  readonly status: WindowView["status"] | null
  readonly targets: readonly ReportedTarget[]
}

/** What somebody said of a film, and what became of the checks it asked for; null = no such report of this film. */
export async function readReport(tx: Tx, id: string, filmId: string): Promise<ReportView | null> {
  const [report] = await tx.sql<Omit<ReportView, "targets">>(
    `select r.id, r.film_id as "filmId", r.window_id as "windowId", r.says, coalesce(p.name, r.provider) as provider, r.at, w.status
     from reports r left join windows w on w.id = r.window_id left join providers p on p.id = w.provider_id
     where r.id = $1 and r.film_id = $2`,
    [id, filmId],
  )
  if (report === undefined) return null
  const targets = await tx.sql<ReportedTarget & Record<string, unknown>>(
    `select id, source, state, last_check_at as "lastCheckAt", last_outcome as "lastOutcome", last_reason as "lastReason",
       due_at as "dueAt", failures > 0 as failing, coalesce(last_check_at >= $1, false) or ${IS_FRESH} as checked,
       case when $3::uuid is not null then coalesce((select case when e.status <> 'holding' then 'gone'
           when e.absent_since is not null then 'absent' else 'there' end
         from evidence e where e.window_id = $3 and e.target_id = t.id order by (e.status = 'holding') desc, e.id desc limit 1), 'gone')
       end as shows
     from targets t where id in (${CONCERNED}) and state <> 'retired' order by source, id`,
    [new Date(report.at), filmId, report.windowId],
  )
  return { ...report, targets }
}
