import { blankFacts, createFilm, type Db } from "@vigie/db"

/* Look-ups in every state a page shows, and a film that sources know, know twice, or do not know. */

const DAY = 86_400_000

/** Look-ups by the state of their page. */
export const LOOKUPS = {
  waiting: "019b2c7e-0000-7000-8000-0000000000a1",
  found: "019b2c7e-0000-7000-8000-0000000000a2",
  nothing: "019b2c7e-0000-7000-8000-0000000000a3",
  failed: "019b2c7e-0000-7000-8000-0000000000a4",
  gone: "019b2c7e-0000-7000-8000-0000000000af",
} as const

const FILM = {
  title: "Les Deux Rives",
  year: 1971,
  directors: ["Simone Aubier"],
  durationMinutes: 96,
  countries: ["FR"],
}
/** Nobody follows it until a test does. */
const UNWATCHED = { title: "Un train de nuit", year: 1983, directors: ["Émile Rocher"] }

const CANDIDATES = [
  {
    reference: "100001-000-A",
    film: blankFacts({ title: "Les Deux Rives", year: 1971, directors: ["Simone Aubier"] }),
  },
  { reference: "100002-000-A", film: blankFacts({ title: "Les Deux Rives", year: 2009, directors: ["Paul Hesse"] }) },
].map((candidate) => ({ ...candidate, url: `https://arte.example/videos/${candidate.reference}/` }))

export async function fillSearches(db: Db, now: number): Promise<void> {
  const film = await createFilm(db, blankFacts(FILM), { createdBy: "unifrance", now })
  await createFilm(db, blankFacts(UNWATCHED), { createdBy: "unifrance", now })
  const old = await createFilm(db, blankFacts({ ...FILM, title: "Deux rives" }), { createdBy: "francetv", now })
  await db.sql("update films set merged_into_id = $2 where id = $1", [old.id, film.id])
  await db.sql(
    "insert into locations (film_id, source, state, candidates, asked_at) values ($1, 'arte', 'choose', $2::jsonb, now())",
    [film.id, JSON.stringify(CANDIDATES)],
  )
  await db.sql(
    `insert into locations (film_id, source, state, reason, asked_at, retry_at)
     values ($1, 'unifrance', 'failed', 'timeout: https://films.example/search: nothing within 20 s', now(), $2)`,
    [film.id, new Date(now + DAY)],
  )
  await addBroadcast(db, film.id, now)
  await addReplay(db, film.id, now)
  await addLookups(db)
}

/** Tomorrow evening, on a channel that nobody vouched for, whose programmes another service replays. */
async function addBroadcast(db: Db, filmId: string, now: number): Promise<void> {
  const start = slotAt(now)
  const end = new Date(start.getTime() + 2 * 3_600_000)
  const [channel] = await db.sql<{ id: string }>(
    `with service as (insert into providers (slug, name, verified, catch_up, territories)
       values ('cap-replay', 'Cap Replay', true, true, '{FR}') returning id)
     insert into providers (slug, name, verified, territories, parent_id)
     select 'tele-du-cap', 'Télé du Cap', false, '{FR}', id from service returning id`,
  )
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
       end_at, end_precision, end_basis, period, version)
     values (uuidv7(), $1, $2, 'FR', 'broadcast', 'free', 'announced', $3, 'minute', 'stated', $4, 'minute', 'stated',
       tstzrange($3, $4), 1)`,
    [filmId, channel?.id, start, end],
  )
}

function slotAt(now: number): Date {
  return new Date(Math.ceil(now / DAY) * DAY + 20 * 3_600_000)
}

/** For a week once the broadcast is over. */
async function addReplay(db: Db, filmId: string, now: number): Promise<void> {
  const start = new Date(slotAt(now).getTime() + 2 * 3_600_000)
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
       end_at, end_precision, end_basis, period, version)
     select uuidv7(), $1, id, 'FR', 'replay', 'free', 'announced', $2, 'minute', 'stated', $3, 'minute', 'stated',
       tstzrange($2, $3), 1 from providers where slug = 'cap-replay'`,
    [filmId, start, new Date(start.getTime() + 7 * DAY)],
  )
}

async function addLookups(db: Db): Promise<void> {
  const film = (title: string, year: number | null, directors: string[]) => blankFacts({ title, year, directors })
  const found = [
    {
      reference: "Q1",
      url: "https://www.wikidata.example/wiki/Q1",
      film: film("La Dune", 2003, ["Hélène Caron", "Ivo Brandt"]),
    },
    { reference: "Q2", url: null, film: film("La Dune, ou ce qu'il reste d'un été que personne n'a filmé", null, []) },
  ]
  const rows = [
    [LOOKUPS.waiting, "La Dune", "waiting", null, null, null],
    [LOOKUPS.found, "La Dune", "done", "wikidata", JSON.stringify(found), null],
    [LOOKUPS.nothing, "Xyzzy", "done", "wikidata", "[]", null],
    [
      LOOKUPS.failed,
      "La Dune",
      "failed",
      null,
      null,
      "wikidata: timeout: https://www.wikidata.example/: nothing within 20 s",
    ],
  ]
  for (const row of rows)
    await db.sql(
      "insert into lookups (id, query, state, source, candidates, reason) values ($1, $2, $3, $4, $5::jsonb, $6)",
      row,
    )
}
