import { type DeliveryView, type Issue, readNewsletter } from "@vigie/db"
import type { NewsletterIssue } from "@vigie/emails"
import { sayIssue } from "./say-issue.ts"
import type { Stages } from "./stages.ts"

/** The transaction that a delivery is frozen in, or any connection. */
export type Reads = Pick<Stages["db"], "sql">

/**
 * What a newsletter's delivery says now, in its reader's language; null when nothing is left to say or it is not asked for any
 * more: there is no mail then. `demo`: something of it is invented.
 */
export async function newsletterOf(
  stages: Stages,
  view: Pick<DeliveryView, "userId" | "about" | "locale">,
  db: Reads = stages.db,
): Promise<{ readonly issue: NewsletterIssue; readonly demo: boolean } | null> {
  if (view.about === null) return null
  const now = stages.now()
  const issue = await readNewsletter(db, view.about, view.userId, now)
  if (issue === null) return null
  const { baseUrl } = stages.config
  const sourceName = (id: string) => stages.sources.get(id)?.name ?? id
  return { issue: sayIssue(issue, { locale: view.locale, baseUrl, now, sourceName }), demo: isInvented(issue) }
}

function isInvented({ sections }: Issue): boolean {
  return sections.some((section) => {
    if (section.name === "news") return false
    return section.name === "state"
      ? section.watches.some(({ film }) => film.demo)
      : section.lines.some(({ film }) => film.demo)
  })
}
