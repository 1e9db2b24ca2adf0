import { DomainError, foldProvider, type Ms, quote } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { lockCatalogue } from "../films/lock.ts"

/** A provider as an operator sees it; parent, host and successor are slugs. */
export interface ProviderRow {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly homepage: string | null
  readonly parent: string | null
  readonly host: string | null
  /** The provider it was merged into. */
  readonly successor: string | null
  readonly catchUp: boolean
  readonly access: "none" | "account" | "subscription" | null
  readonly territories: readonly string[]
  /** False: a document named it, and nobody has looked at it yet. */
  readonly verified: boolean
  readonly demo: boolean
  /** Every name it is known by. Bounds are epoch ms, null = not known. */
  readonly aliases: readonly { readonly name: string; readonly validFrom: Ms | null; readonly validTo: Ms | null }[]
  /** Its names or ids in sources, by source. */
  readonly ids: Readonly<Record<string, readonly string[]>>
  /** Windows open on it now. */
  readonly open: number
}

/** Every provider, those nobody has looked at first, then by name. */
export async function listProviders(db: Tx): Promise<readonly ProviderRow[]> {
  return db.sql<ProviderRow & Record<string, unknown>>(
    `with named as (
       select provider_id, jsonb_agg(jsonb_build_object('name', name,
         'validFrom', (extract(epoch from valid_from) * 1000)::bigint, 'validTo', (extract(epoch from valid_to) * 1000)::bigint)
         order by valid_from nulls first, name) as aliases
       from provider_aliases group by provider_id
     ), numbered as (
       select provider_id, jsonb_object_agg(source, values) as ids from (
         select provider_id, source, jsonb_agg(value order by value) as values from provider_ids
         where source <> 'vigie' group by provider_id, source) each
       group by provider_id
     ), shown as (select provider_id, count(*) as open from windows where status = 'open' group by provider_id)
     select p.id, p.slug, p.name, p.homepage, parent.slug as parent, host.slug as host, successor.slug as successor,
       p.catch_up as "catchUp", p.access, p.territories, p.verified, p.demo, coalesce(named.aliases, '[]') as aliases,
       coalesce(numbered.ids, '{}') as ids, coalesce(shown.open, 0) as open
     from providers p left join providers parent on parent.id = p.parent_id left join providers host on host.id = p.host_id
       left join providers successor on successor.id = p.successor_id left join named on named.provider_id = p.id
       left join numbered on numbered.provider_id = p.id left join shown on shown.provider_id = p.id
     order by p.verified or p.successor_id is not null, p.name, p.slug`,
  )
}

export interface ProviderPatch {
  readonly name?: string
  readonly verified?: boolean
  /** The slug of the service that replays this channel; null = none. */
  readonly parent?: string | null
  /** The slug of the provider that it is sold through; null = none. */
  readonly host?: string | null
  readonly homepage?: string | null
  /** Null = not known. */
  readonly access?: ProviderRow["access"]
}

/** Who changes which provider (id or slug), and when. */
export interface ProviderChange {
  readonly provider: string
  readonly by: string
  readonly now: Ms
}

/**
 * Changes a provider; a new name is added to those it is known by, the old one stays one of them. Nothing rings. Throws
 * DomainError("not_found"), or "conflict" for a name that is another's, or "invalid" for a parent or host that makes no sense.
 */
export async function setProvider(db: Db, { provider, by, now }: ProviderChange, patch: ProviderPatch): Promise<void> {
  await db.begin(async (tx) => {
    await lockCatalogue(tx)
    const found = await readProvider(tx, provider)
    if (patch.name !== undefined) await rename(tx, found, patch.name.trim(), now)
    if (patch.parent !== undefined) await setAbove(tx, found, "parent_id", patch.parent)
    if (patch.host !== undefined) await setAbove(tx, found, "host_id", patch.host)
    if (patch.homepage !== undefined)
      await tx.sql("update providers set homepage = $2 where id = $1", [found.id, patch.homepage])
    if (patch.access !== undefined)
      await tx.sql("update providers set access = $2 where id = $1", [found.id, patch.access])
    if (patch.verified !== undefined)
      await tx.sql("update providers set verified = $2 where id = $1", [found.id, patch.verified])
    await tx.sql("insert into audit (at, actor, act, subject, detail) values ($1, $2, 'provider set', $3, $4)", [
      new Date(now),
      by,
      found.slug,
      JSON.stringify({ before: { name: found.name, verified: found.verified, parent: found.parent }, ...patch }),
    ])
  })
}

/** Gives a provider another name, from `now` on. */
export function renameProvider(db: Db, change: ProviderChange & { readonly name: string }): Promise<void> {
  return setProvider(db, change, { name: change.name })
}

/** Says that somebody has looked at a provider that a document named. */
export function verifyProvider(db: Db, change: ProviderChange): Promise<void> {
  return setProvider(db, change, { verified: true })
}

interface Found {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly verified: boolean
  readonly parent: string | null
}

async function readProvider(tx: Tx, provider: string): Promise<Found> {
  const rows = await tx.sql<Found & Record<string, unknown>>(
    `select p.id, p.slug, p.name, p.verified, parent.slug as parent from providers p
     left join providers parent on parent.id = p.parent_id where p.id::text = $1 or p.slug = $1 for update of p`,
    [provider],
  )
  if (!rows[0]) throw new DomainError("not_found", `provider ${quote(provider)}: no such provider`)
  return rows[0]
}

async function rename(tx: Tx, { id, slug, name: old }: Found, name: string, now: Ms): Promise<void> {
  const folded = foldProvider(name)
  if (folded === "") throw new DomainError("invalid", `provider ${quote(slug)}: ${quote(name)} is no name`)
  const others = await tx.sql<{ slug: string }>(
    `select p.slug from provider_aliases a join providers p on p.id = a.provider_id
     where a.folded = $1 and p.id <> $2 and p.successor_id is distinct from $2`,
    [folded, id],
  )
  if (others[0])
    throw new DomainError(
      "conflict",
      `provider ${quote(slug)}: ${quote(name)} is ${quote(others[0].slug)}: merge the two`,
    )
  await tx.sql("update providers set name = $2 where id = $1", [id, name])
  if (foldProvider(old) === folded) return
  await tx.sql("update provider_aliases set valid_to = $3 where provider_id = $1 and folded = $2", [
    id,
    foldProvider(old),
    new Date(now),
  ])
  await tx.sql(
    `insert into provider_aliases (folded, name, provider_id, valid_from) values ($1, $2, $3, $4)
     on conflict (folded) do update set provider_id = excluded.provider_id, valid_to = null`,
    [folded, name, id, new Date(now)],
  )
}

async function setAbove(
  tx: Tx,
  { id, slug }: Found,
  column: "parent_id" | "host_id",
  above: string | null,
): Promise<void> {
  const rows =
    above === null
      ? []
      : await tx.sql<{ id: string; above: string | null }>(
          `select id, ${column} as above from providers where slug = $1 and successor_id is null`,
          [above],
        )
  const found = rows[0] ?? null
  if (above !== null && found === null) throw new DomainError("not_found", `provider ${quote(above)}: no such provider`)
  if (found !== null && (found.id === id || found.above === id))
    throw new DomainError("invalid", `provider ${quote(slug)}: ${quote(above)} cannot be above it`)
  await tx.sql(`update providers set ${column} = $2 where id = $1`, [id, found?.id ?? null])
}
