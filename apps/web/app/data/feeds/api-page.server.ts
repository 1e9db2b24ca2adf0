import { ChangeKind, Kind } from "@vigie/core"
import { changesAfter } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import { SITE } from "../site/site.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { MOST_CHANGES, PARAMETERS, USUAL_CHANGES } from "./api-asked.server.ts"
import { EXAMPLE } from "./api-example.server.ts"
import { closedSources, openSources } from "./licence.server.ts"

/** The page about feeds in words. */
export interface ApiSheet {
  readonly address: string
  readonly description: string
  /** An answer, as JSON. */
  readonly example: string
  readonly parameters: readonly { readonly name: string; readonly meaning: string }[]
  readonly licences: readonly string[]
}

export async function readApiSheet({ locale }: Pick<Reading, "locale">): Promise<ApiSheet> {
  const { feeds } = PHRASES[locale]
  const { means } = feeds
  const open = openSources()
  const filter = { sources: open.map(({ id }) => id), demo: false }
  const first = await ask((db) => changesAfter(db, filter, { after: 0, limit: 1 }))
  const empty = open.length > 0 && first.changes.length === 0 && !first.more
  const meanings: Readonly<Record<(typeof PARAMETERS)[number], string>> = {
    ...means,
    limit: means.limit(USUAL_CHANGES, MOST_CHANGES),
    kind: means.kind(Kind.options.join(", ")),
    change: means.change(ChangeKind.options.join(", ")),
  }
  return {
    address: `${SITE.baseUrl}/api/changes?territory=FR&limit=1`,
    description: "/api/openapi.json",
    example: JSON.stringify(EXAMPLE, null, 2),
    parameters: PARAMETERS.map((name) => ({ name, meaning: meanings[name] })),
    licences: [
      open.length === 0 ? feeds.openNone : feeds.openFrom(open.map(({ attribution }) => attribution).join(", ")),
      ...(empty ? [feeds.emptyNow] : []),
      feeds.closedFrom(closedSources().join(", ")),
    ],
  }
}
