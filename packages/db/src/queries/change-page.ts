import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_JOINS } from "./cards.ts"
import { CHANGE_COLUMNS, viewChange } from "./changes.ts"
import type { ChangeView, FilmCard, TargetView, WindowView } from "./types.ts"
import { readWindow } from "./windows.ts"

/** Another change of the same window, to be linked to. */
export interface ChangeLink {
  readonly id: string
  readonly at: Ms
  readonly kind: ChangeView["kind"]
}

/** The document that a change was read in. */
export interface ProofDocument {
  /** SHA-256 of its bytes; null where it was not kept. */
  readonly hash: string | null
  /** True: the words stand in that very document. False: it is the one read next, where they no longer are. */
  readonly shown: boolean
  /** When what was read was published, where that is an article. */
  readonly publishedAt: Ms | null
}

export interface ChangePage {
  readonly change: ChangeView
  readonly film: FilmCard
  readonly document: ProofDocument
  /** What was checked when the change was made; null for one that time alone made. */
  readonly target: Pick<TargetView, "id" | "source" | "scope" | "reference" | "territory"> | null
  /** As it is now, with what each source says of it. */
  readonly window: WindowView
  /** What this one corrects, and what corrected it since. */
  readonly corrects: ChangeLink | null
  readonly correctedBy: readonly ChangeLink[]
  /** The change of this window just before, and just after. */
  readonly previous: ChangeLink | null
  readonly next: ChangeLink | null
}

interface Row extends Record<string, unknown> {
  readonly film: FilmCard
  readonly target: ChangePage["target"]
  readonly hash: string | null
  readonly shown: boolean | null
  readonly publishedAt: Ms | null
  readonly version: number
  readonly correctsId: string | null
}

const CHANGE = `select ${CHANGE_COLUMNS}, c.version, c.corrects_id as "correctsId", ${FILM_CARD} as film,
    c.proof->>'hash' as hash, (c.proof->>'shown')::boolean as shown, e.published_at as "publishedAt",
    case when t.id is not null then jsonb_build_object('id', t.id, 'source', t.source, 'scope', t.scope,
      'reference', t.reference, 'territory', t.territory) end as target
  from changes c join films f on f.id = c.film_id join windows w on w.id = c.window_id ${PROVIDER_JOINS}
  left join targets t on t.id = coalesce(c.target_id, (c.proof->>'targetId')::uuid)
  left join evidence e on e.id = c.evidence_id
  where c.id = $1 and ($2 or not f.demo)`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A change with its proof, and what became of it; null = no such change. `demo` false: the demonstration's are not found. */
export async function changePage(
  db: Tx,
  id: string,
  { now, demo = true }: { readonly now: Ms; readonly demo?: boolean },
): Promise<ChangePage | null> {
  if (!UUID.test(id)) return null
  const [row] = await db.sql<Row>(CHANGE, [id, demo])
  if (row === undefined) return null
  const { film, target, hash, shown, publishedAt, version, correctsId, ...stored } = row
  const change = viewChange(stored as unknown as Parameters<typeof viewChange>[0])
  const window = await readWindow(db, change.windowId, now)
  if (window === null) return null
  const links = await db.sql<ChangeLink & { version: number; correctsId: string | null }>(
    `select id, at, kind, version, corrects_id as "correctsId" from changes
     where window_id = $1 and (corrects_id = $3 or id = $4
       or version = (select max(version) from changes where window_id = $1 and version < $2)
       or version = (select min(version) from changes where window_id = $1 and version > $2)) order by version`,
    [change.windowId, version, change.id, correctsId],
  )
  const link = (one: (typeof links)[number] | undefined): ChangeLink | null =>
    one === undefined ? null : { id: one.id, at: one.at, kind: one.kind }
  return {
    change,
    film,
    document: { hash, shown: shown ?? true, publishedAt },
    target,
    window,
    corrects: link(links.find((one) => one.id === correctsId)),
    correctedBy: links.filter((one) => one.correctsId === change.id).map((one) => link(one)!),
    previous: link(links.findLast((one) => one.version < version)),
    next: link(links.find((one) => one.version > version)),
  }
}
