import { type FilmIds, foldTitle, normaliseId } from "@vigie/core"
import type { Tx } from "../client.ts"
import { armWatched } from "../locate/arm.ts"

export interface AliasRow {
  readonly filmId: string
  readonly title: string
  readonly kind: "main" | "original" | "alias"
}

/** Adds titles a film does not have yet, their source named; returns the films that gained one. */
export async function addAliases(tx: Tx, source: string, aliases: readonly AliasRow[]): Promise<ReadonlySet<string>> {
  const rows = aliases
    .map(({ filmId, title, kind }) => ({ film_id: filmId, folded: foldTitle(title), title: title.trim(), kind }))
    .filter((row) => row.folded !== "")
  if (rows.length === 0) return new Set()
  const added = await tx.sql<{ film_id: string }>(
    `insert into film_aliases (film_id, folded, title, kind, source)
     select distinct on (film_id, folded) film_id, folded, title, kind, $2
     from jsonb_to_recordset($1::jsonb) as x(film_id uuid, folded text, title text, kind text)
     order by film_id, folded, array_position(array['main', 'original', 'alias'], kind)
     on conflict do nothing returning film_id`,
    [JSON.stringify(rows), source],
  )
  return new Set(added.map((row) => row.film_id))
}

/** Adds ids nobody has yet; one that names another film stays with it. Returns the films that gained one; watched ones are located anew. */
export async function addIds(
  tx: Tx,
  films: readonly { readonly filmId: string; readonly ids: FilmIds }[],
): Promise<ReadonlySet<string>> {
  const rows = films.flatMap(({ filmId, ids }) =>
    Object.entries(ids).map(([scheme, value]) => ({ film_id: filmId, scheme, value: normaliseId(scheme, value) })),
  )
  if (rows.length === 0) return new Set()
  const added = await tx.sql<{ film_id: string }>(
    `insert into film_ids (scheme, value, film_id)
     select distinct on (scheme, value) scheme, value, film_id
     from jsonb_to_recordset($1::jsonb) as x(scheme text, value text, film_id uuid) order by scheme, value
     on conflict do nothing returning film_id`,
    [JSON.stringify(rows)],
  )
  const gained = new Set(added.map((row) => row.film_id))
  await armWatched(tx, [...gained])
  return gained
}
