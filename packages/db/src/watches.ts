import type { Ms, Rule } from "@vigie/core"
import type { Db, Tx } from "./client.ts"
import { onUnwatched, onWatched } from "./locate/on-watch.ts"

/**
 * Puts a film on a list. The watch stores the cursor its page saw (I8); it waits for a first answer when no check has
 * yet concluded anything about the film. Watching twice changes only the rule, where one is given. The first watch of a
 * film, and one that brings a territory, has its targets looked for.
 */
export async function addWatch(
  db: Db,
  watch: {
    readonly listId: string
    readonly userId: string
    readonly filmId: string
    readonly rule?: Rule | null
    /** The last change its page showed; the newest there is unless stated, and never a later one. */
    readonly cursor?: number
    /** The sources that will be asked for the film: they show as looked for, and its first answer waits, at once. */
    readonly locating?: readonly string[]
    readonly now: Ms
  },
): Promise<{ id: string; created: boolean; answer: "waiting" | "done" }> {
  return db.begin(async (tx) => {
    const filmId = await filmNow(tx, watch.filmId)
    const ruleId = watch.rule ? await addRule(tx, watch.userId, filmId, watch.rule) : null
    const rows = await tx.sql<{ id: string; created: boolean; answer: "waiting" | "done" }>(
      `insert into watches (list_id, film_id, rule_id, cursor, answer, created_at)
       select $1, $2, $3, least(coalesce((select max(cursor) from changes), 0), $5::bigint),
         case when exists (select 1 from targets t where t.film_id = $2 and t.scope = 'film' and t.first_good_at is not null)
                or exists (select 1 from evidence e join targets t on t.id = e.target_id where e.film_id = $2 and t.scope = 'feed')
              then 'done' else 'waiting' end, $4
       on conflict (list_id, film_id) do update set rule_id = coalesce(excluded.rule_id, watches.rule_id)
       returning id, (xmax = 0) as created, answer`,
      [watch.listId, filmId, ruleId, new Date(watch.now), watch.cursor ?? null],
    )
    // Its closing lead may differ from everyone else's, and its targets may now be worth asking more often.
    await tx.sql("update films set tide_at = least(coalesce(tide_at, now()), now()) where id = $1", [filmId])
    const made = rows[0]!
    if (made.created) await onWatched(tx, { watchId: made.id, filmId }, watch.locating ?? [])
    return made
  })
}

/** A page may be older than a merge of its film: the film it is now, which no merge changes until this transaction ends. */
async function filmNow(tx: Tx, filmId: string): Promise<string> {
  const rows = await tx.sql<{ id: string }>(
    "select coalesce(merged_into_id, id) as id from films where id = $1 for key share",
    [filmId],
  )
  return rows[0]?.id ?? filmId
}

async function addRule(tx: Tx, userId: string, filmId: string, rule: Rule): Promise<string> {
  const rows = await tx.sql<{ id: string }>(
    "insert into rules (user_id, scope, ref, body) values ($1, 'film', $2, $3) returning id",
    [userId, filmId, JSON.stringify(rule)],
  )
  return rows[0]!.id
}

/** Takes a film off a list; history and targets stay, those that nobody waits for any more slow down. False when it was not on it. */
export async function removeWatch(db: Db, listId: string, filmId: string): Promise<boolean> {
  return db.begin(async (tx) => {
    const rows = await tx.sql("delete from watches where list_id = $1 and film_id = $2 returning id", [listId, filmId])
    if (rows.length > 0) await onUnwatched(tx, filmId)
    return rows.length > 0
  })
}

export interface WatchRow {
  readonly email: string
  readonly film: string
  readonly title: string
  readonly rule: unknown
  readonly answer: string
  readonly createdAt: Ms
}

export async function listWatches(db: Db): Promise<readonly WatchRow[]> {
  return db.sql<WatchRow & Record<string, unknown>>(
    `select u.email, f.slug as film, f.title, r.body as rule, w.answer, w.created_at as "createdAt"
     from watches w join lists l on l.id = w.list_id join users u on u.id = l.owner_id join films f on f.id = w.film_id
     left join rules r on r.id = w.rule_id order by w.created_at, w.id`,
  )
}

/** When a film was first put on a list that still has it; null when nobody watches it. */
export async function firstWatchedAt(db: Db, slug: string): Promise<Ms | null> {
  const rows = await db.sql<{ at: Ms | null }>(
    "select min(w.created_at) as at from watches w join films f on f.id = w.film_id where f.slug = $1",
    [slug],
  )
  return rows[0]?.at ?? null
}
