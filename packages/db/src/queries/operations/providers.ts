import { foldProvider } from "@vigie/core"
import type { Tx } from "../../client.ts"
import type { ProviderRow } from "../../providers/registry.ts"
import { COUNTED } from "./counts.ts"
import { type Page, pageOf, readAfter, readAfterId, UUID } from "./keyset.ts"

/** A provider in the operators' list; `open` counts up to 1,000 windows, 1,001 meaning more. */
export type ProviderLine = Omit<ProviderRow, "ids" | "aliases"> & { readonly aliases: readonly string[] }

const COLUMNS = `p.id, p.slug, p.name, p.homepage, parent.slug as parent, host.slug as host, successor.slug as successor,
  p.catch_up as "catchUp", p.access, p.territories, p.verified, p.demo,
  array(select a.name from provider_aliases a where a.provider_id = p.id order by a.name limit 20) as aliases,
  (select count(*) from (select 1 from windows w where w.provider_id = p.id and w.status = 'open' limit ${COUNTED + 1}) x) as open`
const FROM = `providers p left join providers parent on parent.id = p.parent_id left join providers host on host.id = p.host_id
  left join providers successor on successor.id = p.successor_id`

export interface ProviderFilter {
  readonly show: "unverified" | "all"
  /** Part of a name. */
  readonly query: string
  readonly limit: number
  readonly after: string | null
}

/** Providers by name, those that nobody has looked at first. */
export async function pageProviders(db: Tx, filter: ProviderFilter): Promise<Page<ProviderLine>> {
  const [seen = null, name = null, id = null] = readAfter(filter.after, 3)
  if (id !== null) readAfterId(JSON.stringify([id]), UUID)
  const folded = foldProvider(filter.query)
  const rows = await db.sql<ProviderLine & { seen: boolean } & Record<string, unknown>>(
    `select ${COLUMNS}, (p.verified or p.successor_id is not null) as seen from ${FROM}
     where ($2 or not (p.verified or p.successor_id is not null))
       and ($3 = '' or p.id in (select provider_id from provider_aliases where position($3 in folded) > 0))
       and ($4::text is null or ((p.verified or p.successor_id is not null), p.name, p.id) > ($4::text::bool, $5, $6::uuid))
     order by (p.verified or p.successor_id is not null), p.name, p.id limit $1`,
    [filter.limit + 1, filter.show === "all", folded, seen === null ? null : String(seen === "true"), name, id],
  )
  return pageOf(rows, filter.limit, (row) => [row.seen, row.name, row.id])
}

/** One provider by slug; null: there is none. */
export async function readProviderLine(db: Tx, slug: string): Promise<ProviderLine | null> {
  const rows = await db.sql<ProviderLine & Record<string, unknown>>(
    `select ${COLUMNS} from ${FROM} where p.slug = $1`,
    [slug],
  )
  return rows[0] ?? null
}

/** What goes over when a provider is merged into another, each counted up to 10,000 (10,001: more). */
export interface ProviderMergePreview {
  readonly windows: number
  readonly open: number
  readonly aliases: number
  readonly children: number
  readonly readers: number
}

export async function previewProviderMerge(db: Tx, id: string): Promise<ProviderMergePreview> {
  const rows = await db.sql<ProviderMergePreview & Record<string, unknown>>(
    `select (select count(*) from (select 1 from windows where provider_id = $1 limit 10001) x) as windows,
       (select count(*) from (select 1 from windows where provider_id = $1 and status = 'open' limit 10001) x) as open,
       (select count(*) from provider_aliases where provider_id = $1) as aliases,
       (select count(*) from providers where parent_id = $1 or host_id = $1) as children,
       (select count(*) from user_services where provider_id = $1) as readers`,
    [id],
  )
  return rows[0]!
}
