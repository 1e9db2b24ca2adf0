import type { MarkKind } from "@vigie/core"
import { addWatch, type FilmPage, NOT_FOLLOWING, readFollowing, removeWatch, type UserRow } from "@vigie/db"
import { locatingSources } from "@vigie/stages/locating"
import { enabledSources } from "@vigie/stages/sources"
import { config } from "../../../src/env.ts"
import { ask } from "../site/db.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { type RuleLine, rulesReader } from "./rule-words.server.ts"

/** Puts the film on the user's list, to be told what comes after the change last seen. */
export async function follow(user: UserRow, page: FilmPage, seen: number | null): Promise<void> {
  const watch = {
    listId: user.listId,
    userId: user.id,
    filmId: page.film.id,
    cursor: seen ?? page.cursor,
    locating: locatingSources(enabledSources(config), config.settings).map(({ id }) => id),
    now: Date.now(),
  }
  await ask((base) => addWatch(base, watch))
}

export async function unfollow(user: UserRow, page: FilmPage): Promise<void> {
  await ask((base) => removeWatch(base, user.listId, page.film.id))
}

/** What the reader has to do with a film, in words. */
export interface Followed {
  readonly followed: boolean
  /** What its owner is told; null where it is not followed. */
  readonly rule: RuleLine | null
  readonly mark: MarkKind | null
}

export async function findFollowing(viewer: Viewer, filmId: string): Promise<Followed> {
  const { user } = viewer
  const { followed, rule, mark } =
    user === null ? NOT_FOLLOWING : await ask((base) => readFollowing(base, user, filmId))
  const read = followed ? await rulesReader([rule], viewer) : null
  return { followed, rule: read?.(rule) ?? null, mark }
}
