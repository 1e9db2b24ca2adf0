import {
  type EvidenceState,
  isStale,
  leadingTerms,
  linkStory,
  type Ms,
  type StoryLink,
  type StoryWindow,
  windowFacts,
} from "@vigie/core"
import type { Tx } from "../client.ts"
import { EVIDENCE_SELECT, type EvidenceRow, toEvidence, toWindow, WINDOW_COLUMNS, type WindowRow } from "../rows.ts"
import { PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { EvidenceView, ProviderCard, WindowView } from "./types.ts"

/** Which of a film's windows are read. */
export interface WindowsAsked {
  /** Null: those of every territory. */
  readonly territories: readonly string[] | null
  /** The latest of those that are over, so many of each kind; null = all. */
  readonly past: number | null
}

const ALL: WindowsAsked = { territories: null, past: null }
const NOT_ABSORBED = "not w.memory ? 'absorbedBy' and ($2::text[] is null or w.territory = any($2))"

/** The windows that are open or announced, and the latest that are over: void ones among them. */
const ASKED = `select ${WINDOW_COLUMNS}, ${PROVIDER_CARD} as provider, p.parent_id, p.catch_up from windows w ${PROVIDER_JOINS}
  where w.id in (
    select id from windows w where film_id = $1 and status in ('announced', 'open') and ${NOT_ABSORBED}
    union all
    select id from (select id, row_number() over (partition by kind
        order by coalesce(closed_at, end_at, start_at, created_at) desc, id desc) as place
      from windows w where film_id = $1 and status in ('closed', 'void') and ${NOT_ABSORBED}) latest
    where $3::int is null or place <= $3)
  order by coalesce(w.opened_at, w.start_at, w.created_at) desc, w.id desc`

/** A film's windows with their evidence, newest first, those taken over by another aside (W9). `now` decides what is stale (W21). */
export async function readWindows(
  db: Tx,
  filmId: string,
  now: Ms,
  asked: WindowsAsked = ALL,
): Promise<readonly WindowView[]> {
  const windows = await db.sql<StoredRow>(ASKED, [filmId, asked.territories, asked.past])
  return viewWindows(db, windows, now)
}

/** One window, whatever became of it; null = no such window. */
export async function readWindow(db: Tx, id: string, now: Ms): Promise<WindowView | null> {
  const windows = await db.sql<StoredRow>(
    `select ${WINDOW_COLUMNS}, ${PROVIDER_CARD} as provider, p.parent_id, p.catch_up from windows w ${PROVIDER_JOINS} where w.id = $1`,
    [id],
  )
  return (await viewWindows(db, windows, now))[0] ?? null
}

async function viewWindows(db: Tx, windows: readonly StoredRow[], now: Ms): Promise<readonly WindowView[]> {
  const ids = windows.map((row) => row.id)
  const rows = await db.sql<EvidenceRow>(`${EVIDENCE_SELECT} where e.window_id = any($1::uuid[]) order by e.id`, [ids])
  const byWindow = Map.groupBy(rows, (row) => row.window_id)
  const links = linkStory(windows.map(storyOf))
  const views = new Map(windows.map((row) => [row.id, viewWindow(row, byWindow.get(row.id) ?? [], now)]))
  return [...views.values()].map((view) => ({ ...view, ...viewLinks(view.id, links, views) }))
}

type StoredRow = WindowRow & { provider: ProviderCard; parent_id: string | null; catch_up: boolean }

function storyOf(row: StoredRow): StoryWindow {
  const provider = { id: row.provider_id, parentId: row.parent_id, catchUp: row.catch_up }
  return { ...toWindow(row), provider }
}

/** Broadcast and replay are one story: each says where the other is. */
function viewLinks(
  id: string,
  links: readonly StoryLink[],
  views: ReadonlyMap<string, LoneWindow>,
): Pick<WindowView, "replays" | "broadcasts"> {
  const of = (ids: readonly string[]) => ids.flatMap((one) => views.get(one) ?? [])
  const replays = of(links.flatMap((link) => (link.broadcast === id ? [link.replay] : [])))
  const broadcasts = of(links.flatMap((link) => (link.replay === id ? [link.broadcast] : [])))
  const last = (window: LoneWindow) => window.end.at ?? Number.MAX_SAFE_INTEGER
  return {
    replays: replays
      .sort((a, b) => last(b) - last(a))
      .map(({ id: windowId, provider, status, start, end }) => ({ windowId, provider, status, start, end })),
    broadcasts: broadcasts
      .sort((a, b) => (b.start.at ?? 0) - (a.start.at ?? 0))
      .map(({ id: windowId, provider, start }) => ({ windowId, provider, start })),
  }
}

/** A window before it is linked to others. */
type LoneWindow = Omit<WindowView, "replays" | "broadcasts">

function viewWindow(row: StoredRow, rows: readonly EvidenceRow[], now: Ms): LoneWindow {
  const window = toWindow(row)
  const evidence = rows.map(toEvidence)
  const pages = new Map(rows.map((one) => [String(one.id), one.page]))
  const { leading, live, notVerifiedSince } = windowFacts(window, evidence, now)
  const speaking = live.length > 0 ? live : leading ? [leading] : []
  const ranked = [...new Set([...speaking, ...evidence])]
  const { id, territory, kind, monetization, status, start, end, openedAt, closedAt } = window
  return {
    id,
    provider: row.provider,
    territory,
    kind,
    monetization,
    status,
    start,
    end,
    openedAt,
    closedAt,
    terms: leadingTerms(window, evidence, now),
    url: speaking.find((one) => one.url !== null && one.scope !== "article")?.url ?? null,
    lastCheckedAt: lastCheckedOf(speaking),
    stale: notVerifiedSince !== null,
    evidence: ranked.map((one) => viewEvidence(one, pages.get(one.id) ?? null, now)),
  }
}

function viewEvidence(one: EvidenceState, page: string | null, now: Ms): EvidenceView {
  const { id, source, rank, scope, url, text, doubts, start, end, terms, publishedAt, firstSeenAt, lastSeenAt } = one
  const said = { id, source, rank, scope, url, page, text, doubts, start, end, terms, publishedAt }
  return {
    ...said,
    firstSeenAt,
    lastSeenAt,
    status: one.status,
    absent: one.absence !== null,
    stale: isStale(one, now),
  }
}

function lastCheckedOf(evidence: readonly EvidenceState[]): Ms | null {
  // An absence not yet confirmed is no check that showed it.
  const shown = evidence.filter((one) => one.absence === null)
  const seen = (shown.length > 0 ? shown : evidence).map((one) => one.lastSeenAt)
  return seen.length > 0 ? Math.max(...seen) : null
}
