import type { WrittenFilm } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_IDS } from "../queries/cards.ts"

/** The films on the list of the user with this address, first added first; `addedOn` is a day in the user's zone. Null: no such user. */
export async function exportList(db: Tx, email: string): Promise<readonly WrittenFilm[] | null> {
  const users = await db.sql<{ id: string }>("select id from users where email = $1", [email.trim().toLowerCase()])
  if (!users[0]) return null
  return db.sql<WrittenFilm & Record<string, unknown>>(
    `select f.title, f.original_title as "originalTitle", f.year, f.directors, f.duration_minutes as "durationMinutes",
       ${FILM_IDS} as ids, to_char(x.created_at at time zone u.zone, 'YYYY-MM-DD') as "addedOn"
     from watches x join list_members m on m.list_id = x.list_id join users u on u.id = m.user_id join films f on f.id = x.film_id
     where u.id = $1 order by x.created_at, x.id`,
    [users[0].id],
  )
}
