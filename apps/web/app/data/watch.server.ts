import {
  addWatch,
  type Db,
  ensureUser,
  type FilmPage,
  localUser,
  removeWatch,
  type UserRow,
  viewUnsubscription,
} from "@vigie/db"
import { readInstallation } from "@vigie/stages/installation"
import { locatingSources } from "@vigie/stages/locating"
import { enabledSources } from "@vigie/stages/sources"
import { config } from "../../src/env.ts"
import { ask, db } from "./db.server.ts"

/** Where the mails of an installation's one user go until an address is stated: into the mailbox. */
const LOCAL_ADDRESS = "local@vigie.localhost"

/** Puts the film on the local user's list, to be told what comes after the change last seen; the first film watched makes that user. */
export async function follow(page: FilmPage, seen: number | null): Promise<void> {
  const user = await ask(async (base) => (await localUser(base)) ?? ensureUser(base, await firstUser(base, page)))
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

async function firstUser(base: Db, page: FilmPage) {
  const territories = [...new Set(page.targets.map((target) => target.territory))]
  const { territory } = await readInstallation(base, config)
  return { email: LOCAL_ADDRESS, territories: territories.length > 0 ? territories : [territory] }
}

export async function unfollow(page: FilmPage): Promise<void> {
  const user = await ask(localUser)
  if (user !== null) await ask(() => removeWatch(db, user.listId, page.film.id))
}

export async function isFollowed(user: UserRow | null, filmId: string): Promise<boolean> {
  if (user === null) return false
  return (await ask((base) => viewUnsubscription(base, { userId: user.id, filmId })))?.watching ?? false
}
