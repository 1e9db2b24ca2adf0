import { setTimeout as sleep } from "node:timers/promises"
import { blankFacts, type Db, joinWorkers } from "@vigie/db"

/** How long what is asked stays unanswered, so that a page that waits is seen (s). */
const AFTER_S = 1.5
/** The same for what somebody reported: a page of their own form comes first (s). */
const REPORT_AFTER_S = 5
const EVERY_MS = 200

/** What Wikidata would say, by what is asked; an empty list for anything else. */
const FOUND: Readonly<Record<string, readonly object[]>> = {
  "le phare blanc": [
    {
      reference: "Q900001",
      url: "https://www.wikidata.example/wiki/Q900001",
      film: blankFacts({
        title: "Le Phare blanc",
        year: 1952,
        directors: ["Odette Varin"],
        ids: { wikidata: "Q900001" },
      }),
    },
    {
      reference: "Q900002",
      url: "https://www.wikidata.example/wiki/Q900002",
      film: blankFacts({
        title: "Le Phare blanc",
        originalTitle: "Der weiße Turm",
        year: 1987,
        directors: ["Karl Imhof"],
        ids: { wikidata: "Q900002" },
      }),
    },
  ],
}

/** Answers look-ups and reports, and says of films whose targets are looked for that nobody knows them, as a worker does; until stopped. */
export function answerAsWorker(db: Db): { readonly stop: () => Promise<void> } {
  let going = true
  const presence = joinWorkers(
    db,
    () => {},
    (error) => console.error(error),
  )
  const work = (async () => {
    while (going) {
      await answerLookups(db)
      await answerLocates(db)
      await answerReports(db)
      await sleep(EVERY_MS)
    }
  })()
  return {
    stop: async () => {
      going = false
      await (await presence).leave()
      await work
    },
  }
}

const ASKED = "state in ('waiting', 'relayed') and created_at < now() - make_interval(secs => $1)"

async function answerLookups(db: Db): Promise<void> {
  const asked = await db.sql<{ id: string; query: string }>(
    `select l.id, l.query from lookups l join outbox o on o.kind = 'lookup' and o.ref = l.id
     where o.${ASKED.replace("created_at", "o.created_at")}`,
    [AFTER_S],
  )
  for (const { id, query } of asked) {
    const found = JSON.stringify(FOUND[query.toLowerCase()] ?? [])
    await db.sql("update lookups set state = 'done', source = 'wikidata', candidates = $2::jsonb where id = $1", [
      id,
      found,
    ])
    await db.sql("update outbox set state = 'done' where kind = 'lookup' and ref = $1", [id])
  }
}

async function answerLocates(db: Db): Promise<void> {
  await db.sql(
    `with asked as (update outbox set state = 'done' where kind = 'locate' and ${ASKED} returning ref)
     update locations set state = 'not_found', retry_at = now() + interval '30 days'
     where state = 'looking' and film_id in (select ref from asked)`,
    [AFTER_S],
  )
}

/** What somebody reported is read again: it is as it was, but what "Phare Vidéo" showed is no longer there. */
async function answerReports(db: Db): Promise<void> {
  const read = await db.sql<{ id: string }>(
    `update targets t set last_check_at = now(), last_good_at = now(), last_outcome = 'unchanged', due_at = now() + interval '30 minutes 30 seconds'
     from reports r where r.film_id = t.film_id and t.due_at <= now() and r.at < now() - make_interval(secs => $1)
       and (t.last_check_at is null or t.last_check_at < r.at) returning t.id`,
    [REPORT_AFTER_S],
  )
  if (read.length === 0) return
  await db.sql(
    `update evidence e set absent_since = now(), absent_count = 1, absent_counted = now() from windows w, providers p
     where w.id = e.window_id and p.id = w.provider_id and p.name = 'Phare Vidéo' and w.status = 'open'
       and e.target_id = any($1::uuid[]) and exists (select 1 from reports r where r.window_id = w.id and r.says = 'not_there')`,
    [read.map(({ id }) => id)],
  )
}
