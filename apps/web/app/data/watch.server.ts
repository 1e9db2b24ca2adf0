import { addWatch, type FilmPage, removeWatch, type UserRow, viewUnsubscription } from "@vigie/db"
import { locatingSources } from "@vigie/stages/locating"
import { enabledSources } from "@vigie/stages/sources"
import { config } from "../../src/env.ts"
import { ask } from "./db.server.ts"

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

export async function isFollowed(user: UserRow | null, filmId: string): Promise<boolean> {
  if (user === null) return false
  return (await ask((base) => viewUnsubscription(base, { userId: user.id, filmId })))?.watching ?? false
}
