import { foldProvider, type Kind, type Monetization, type ProviderFacts } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { lockCatalogue } from "../films/lock.ts"
import { freeSlugs } from "../films/slugs.ts"

export interface Provider {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly homepage: string | null
  readonly parentId: string | null
  readonly hostId: string | null
  readonly catchUp: boolean
  readonly access: "none" | "account" | "subscription" | null
  readonly defaults: Partial<Record<Kind, Monetization>>
  readonly verified: boolean
  readonly demo: boolean
}

const COLUMNS = `p.id, p.slug, p.name, p.homepage, p.parent_id as "parentId", p.host_id as "hostId", p.catch_up as "catchUp",
  p.access, p.defaults, p.verified, p.demo`

/**
 * The provider each name means, names as the source states them: its own id for one, else any alias, a merged provider
 * being its successor. A name nobody knows becomes an unverified provider, once. Names without a letter are left out.
 */
export async function resolveProviders(
  db: Db,
  names: readonly string[],
  source: string,
): Promise<ReadonlyMap<string, Provider>> {
  const wanted = [...new Set(names)].filter((name) => name.trim() !== "")
  const known = await findProviders(db, wanted, source)
  if (wanted.every((name) => known.has(name))) return known
  return db.begin(async (tx) => {
    await lockCatalogue(tx)
    const now = await findProviders(tx, wanted, source)
    await addUnverified(
      tx,
      wanted.filter((name) => !now.has(name)),
    )
    return findProviders(tx, wanted, source)
  })
}

async function findProviders(tx: Tx, names: readonly string[], source: string): Promise<ReadonlyMap<string, Provider>> {
  if (names.length === 0) return new Map()
  const rows = await tx.sql<Provider & { stated: string }>(
    `with recursive named as (
       select n.name, coalesce(i.provider_id, a.provider_id) as id, 0 as depth
       from unnest($1::text[], $2::text[]) as n(name, folded)
         left join provider_ids i on i.source = $3 and i.value = n.name
         left join provider_aliases a on a.folded = n.folded
       union all
       select named.name, p.successor_id, depth + 1 from named join providers p on p.id = named.id
       where p.successor_id is not null and depth < 10
     )
     select distinct on (named.name) named.name as stated, ${COLUMNS} from named join providers p on p.id = named.id
     order by named.name, depth desc`,
    [names.map((name) => name.trim()), names.map(foldProvider), source],
  )
  const byName = new Map(rows.map(({ stated, ...provider }) => [stated, provider]))
  return new Map(
    names.flatMap((name) => {
      const provider = byName.get(name.trim())
      return provider ? [[name, provider] as const] : []
    }),
  )
}

async function addUnverified(tx: Tx, names: readonly string[]): Promise<void> {
  const byFold = new Map([...names].reverse().map((name) => [foldProvider(name), name.trim()]))
  const fresh = [...byFold]
  if (fresh.length === 0) return
  const slugs = await freeSlugs(
    tx,
    "providers",
    fresh.map(([folded]) => [folded]),
    "provider",
  )
  await tx.sql(
    `with made as (
       insert into providers (slug, name, territories) select slug, name, '{}' from unnest($1::text[], $2::text[]) as x(slug, name)
       returning id, slug
     )
     insert into provider_aliases (folded, name, provider_id)
     select x.folded, x.name, made.id from unnest($1::text[], $2::text[], $3::text[]) as x(slug, name, folded)
     join made on made.slug = x.slug`,
    [slugs, fresh.map(([, name]) => name), fresh.map(([folded]) => folded)],
  )
}

/** What the windows rules need to know of providers, by id. */
export async function providerFacts(db: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ProviderFacts>> {
  const rows = await db.sql<{ id: string } & ProviderFacts>(
    `select id, catch_up as "catchUp", defaults from providers where id = any($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
