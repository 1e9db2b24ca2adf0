import { DomainError, foldProvider, type Kind, type Monetization, quote } from "@vigie/core"
import type { Tx } from "../client.ts"
import { OWN } from "../films/enrich.ts"

/** A provider as the seeds know it; parent, host and successor are slugs of the same list or of providers known before. */
export interface ProviderSeed {
  readonly slug: string
  readonly name: string
  readonly homepage: string | null
  readonly parent?: string | null
  readonly host?: string | null
  readonly successor?: string | null | undefined
  readonly catchUp: boolean
  readonly access: "none" | "account" | "subscription" | null
  readonly territories: readonly string[]
  readonly defaults?: Partial<Record<Kind, Monetization>>
  readonly aliases: readonly (string | SeedAlias)[]
  /** Their name or id in a source, by source. */
  readonly ids?: Readonly<Record<string, string | readonly string[]>>
  readonly demo?: boolean
}

/** A name, with the days [validFrom, validTo) on which it was the provider's own, YYYY-MM-DD UTC; left out = not known. */
export interface SeedAlias {
  readonly name: string
  readonly validFrom?: string | undefined
  readonly validTo?: string | undefined
}

/** Under this source a seeded provider's slug is kept, so that the next seeding leaves its row to the operators. */
const SEEDED = OWN

/**
 * Adds providers, idempotent; returns how many rows changed. One seeded before keeps every column (operators may have
 * edited it) and only gains aliases and ids; one that a document had named first is taken over. Under the catalogue's lock.
 */
export async function upsertProviders(tx: Tx, seeds: readonly ProviderSeed[]): Promise<number> {
  const known = await findSeeded(tx, seeds)
  const fresh = seeds.filter((seed) => !known.get(seed.slug)?.seeded)
  const ids = new Map([...known].map(([slug, row]) => [slug, row.id]))
  for (const seed of fresh) ids.set(seed.slug, await storeProvider(tx, seed, ids.get(seed.slug)))
  await linkProviders(tx, fresh)
  const named = await addNames(tx, seeds, ids)
  return fresh.length + named
}

async function findSeeded(tx: Tx, seeds: readonly ProviderSeed[]) {
  const rows = await tx.sql<{ slug: string; id: string; seeded: boolean }>(
    `select s.slug, coalesce(i.provider_id, p.id, a.provider_id) as id, i.provider_id is not null as seeded
     from unnest($1::text[], $2::text[]) as s(slug, folded)
       left join provider_ids i on i.source = $3 and i.value = s.slug
       left join providers p on p.slug = s.slug
       left join provider_aliases a on a.folded = s.folded
     where coalesce(i.provider_id, p.id, a.provider_id) is not null`,
    [seeds.map((seed) => seed.slug), seeds.map((seed) => foldProvider(seed.name)), SEEDED],
  )
  return new Map(rows.map((row) => [row.slug, row]))
}

async function storeProvider(tx: Tx, seed: ProviderSeed, knownId: string | undefined): Promise<string> {
  const values = [
    seed.slug,
    seed.name,
    seed.homepage,
    seed.catchUp,
    seed.access,
    seed.territories,
    JSON.stringify(seed.defaults ?? {}),
    seed.demo ?? false,
  ]
  // A verified row is an operator's: only what it lacks is filled in.
  const rows =
    knownId === undefined
      ? await tx.sql<{ id: string }>(
          `insert into providers (slug, name, homepage, catch_up, access, territories, defaults, demo, verified)
           values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, true) returning id`,
          values,
        )
      : await tx.sql<{ id: string }>(
          `update providers set slug = $1, demo = $8, verified = true, homepage = coalesce(homepage, $3),
             name = case when verified then name else $2 end, catch_up = case when verified then catch_up else $4 end,
             access = coalesce(access, $5), territories = case when territories = '{}' then $6 else territories end,
             defaults = case when defaults = '{}'::jsonb then $7::jsonb else defaults end
           where id = $9 returning id`,
          [...values, knownId],
        )
  const id = rows[0]?.id
  if (id === undefined) throw new Error(`provider ${seed.slug} was not stored`)
  await tx.sql("insert into provider_ids (source, value, provider_id) values ($1, $2, $3) on conflict do nothing", [
    SEEDED,
    seed.slug,
    id,
  ])
  return id
}

async function linkProviders(tx: Tx, seeds: readonly ProviderSeed[]): Promise<void> {
  const named = seeds
    .flatMap((seed) => [seed.parent, seed.host, seed.successor])
    .filter((slug) => typeof slug === "string")
  const rows = await tx.sql<{ slug: string }>("select slug from providers where slug = any($1)", [named])
  const known = new Set(rows.map((row) => row.slug))
  const missing = named.find((slug) => !known.has(slug))
  if (missing !== undefined)
    throw new DomainError(
      "not_found",
      `provider ${quote(missing)}: named as a parent, host or successor, and not known`,
    )
  await tx.sql(
    `update providers p set parent_id = coalesce(p.parent_id, parent.id), host_id = coalesce(p.host_id, host.id),
       successor_id = coalesce(p.successor_id, successor.id)
     from jsonb_to_recordset($1::jsonb) as x(slug text, parent text, host text, successor text)
       left join providers parent on parent.slug = x.parent left join providers host on host.slug = x.host
       left join providers successor on successor.slug = x.successor
     where p.slug = x.slug`,
    [JSON.stringify(seeds.map(({ slug, parent, host, successor }) => ({ slug, parent, host, successor })))],
  )
}

async function addNames(tx: Tx, seeds: readonly ProviderSeed[], ids: ReadonlyMap<string, string>): Promise<number> {
  const aliases = seeds.flatMap((seed) =>
    [seed.name, ...seed.aliases].map((alias) => {
      const { name, validFrom, validTo } = typeof alias === "string" ? { name: alias } : alias
      return { id: ids.get(seed.slug), name, folded: foldProvider(name), valid_from: validFrom, valid_to: validTo }
    }),
  )
  const stated = seeds.flatMap((seed) =>
    Object.entries(seed.ids ?? {}).flatMap(([source, values]) =>
      [values].flat().map((value) => ({ id: ids.get(seed.slug), source, value })),
    ),
  )
  const added = await tx.sql(
    `insert into provider_aliases (folded, name, provider_id, valid_from, valid_to)
     select distinct on (folded) folded, name, id, valid_from::timestamp at time zone 'UTC', valid_to::timestamp at time zone 'UTC'
     from jsonb_to_recordset($1::jsonb) as x(folded text, name text, id uuid, valid_from date, valid_to date)
     order by folded on conflict do nothing returning 1 as one`,
    [JSON.stringify(aliases)],
  )
  const numbered = await tx.sql(
    `insert into provider_ids (source, value, provider_id)
     select distinct on (source, value) source, value, id from jsonb_to_recordset($1::jsonb) as x(source text, value text, id uuid)
     order by source, value on conflict do nothing returning 1 as one`,
    [JSON.stringify(stated)],
  )
  return added.length + numbered.length + (await mergeNamesakes(tx, aliases))
}

// A document had made an alias a provider of its own: while nothing was seen there, it becomes the seeded one.
async function mergeNamesakes(tx: Tx, aliases: readonly { id: string | undefined; folded: string }[]): Promise<number> {
  const merged = await tx.sql(
    `update providers p set successor_id = x.id
     from jsonb_to_recordset($1::jsonb) as x(folded text, id uuid) join provider_aliases a on a.folded = x.folded
     where p.id = a.provider_id and p.id <> x.id and not p.verified and p.successor_id is null
       and not exists (select 1 from windows w where w.provider_id = p.id) returning 1 as one`,
    [JSON.stringify(aliases)],
  )
  return merged.length
}
