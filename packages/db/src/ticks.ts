import type { Ms } from "@vigie/core"
import type { Tx } from "./client.ts"
import { putSetting } from "./settings.ts"

const PREFIX = "tick "

/** Remembers when a tick's work last ended well. */
export function noteTick(db: Tx, kind: string, at: Ms): Promise<void> {
  return putSetting(db, `${PREFIX}${kind}`, at)
}

/** When each kind of tick last ended well. */
export function readTicks(db: Tx): Promise<readonly { readonly kind: string; readonly at: Ms }[]> {
  return db.sql<{ kind: string; at: Ms }>(
    `select substr(name, length($1) + 1) as kind, (value #>> '{}')::bigint as at from settings where name like $1 || '%' order by 1`,
    [PREFIX],
  )
}
