import { randomUUID } from "node:crypto"
import {
  addTarget,
  blankFacts,
  countSources,
  createFilm,
  type Db,
  ensureUser,
  lockCatalogue,
  noteTick,
  upsertProviders,
} from "@vigie/db"
import { packAnswer } from "@vigie/sources"

/* What waits for an operator, one of each and enough to tick several; all invented. */

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Adds to a filled database what the operators' pages show. */
export async function fillOperations(db: Db, now: number): Promise<void> {
  const kept = await addFilm(db, "La Porte close", now)
  const twin = await addFilm(db, "La Porte fermée", now)
  await addProviders(db)
  const page = await addPage(db, kept, "https://films.example/la-porte-close", now)
  await addPage(db, twin, "https://films.example/la-porte-fermee", now)
  await addAnswers(db, page, now)
  await addHold(db, kept, page, now)
  await addWorks(db, kept, twin, now)
  await addStuck(db, now)
  await noteTick(db, "tide", now - 40_000)
  await db.sql("insert into audit (actor, act, subject) values ('command line', 'setup', 'installation')")
  await countSources(db, () => now - 3 * 60_000)
}

async function addFilm(db: Db, title: string, now: number): Promise<string> {
  const facts = blankFacts({ title, year: 1948, directors: ["Berthe Collin"] })
  return (await createFilm(db, facts, { createdBy: "unifrance", now })).id
}

async function addProviders(db: Db): Promise<void> {
  const rest = { catchUp: false, access: null, territories: ["FR"], aliases: [], homepage: null }
  await db.begin(async (tx) => {
    await lockCatalogue(tx)
    await upsertProviders(tx, [
      { slug: "kiosque-des-falaises", name: "Kiosque des Falaises", ...rest },
      { slug: "kiosque-falaises", name: "Kiosque Falaises", ...rest },
    ])
    await tx.sql("update providers set verified = false where slug like 'kiosque%'")
  })
}

async function addPage(db: Db, filmId: string, reference: string, now: number): Promise<string> {
  const { id } = await addTarget(db, {
    source: "unifrance",
    reference,
    territory: "FR",
    scope: "film",
    filmId,
    everyMs: 6 * HOUR,
    zone: null,
    publishedAt: null,
    host: "films.example",
  })
  await db.sql(
    `update targets set first_good_at = $2, last_good_at = $3, last_check_at = $3, last_outcome = 'failed', failures = 2,
       last_reason = 'timeout: https://films.example/: no answer in 10 s', due_at = now() + interval '2 hours' where id = $1`,
    [id, new Date(now - 9 * DAY), new Date(now - 5 * HOUR)],
  )
  await db.sql("select ensure_check_partitions($1, 2)", [new Date(now - 31 * DAY)])
  for (const [index, outcome] of ["failed", "failed", "changed"].entries())
    await db.sql(
      "insert into checks (at, target_id, outcome, reason, status, ms, sightings, rejected, changes) values ($1, $2, $3, $4, $5, 80, 4, 1, $6)",
      [
        new Date(now - (5 + 6 * index) * HOUR),
        id,
        outcome,
        outcome === "failed" ? "timeout: https://films.example/: no answer in 10 s" : null,
        outcome === "failed" ? null : 200,
        outcome === "failed" ? 0 : 1,
      ],
    )
  return id
}

/** The last answers of a page: one that was read, one that would run if a browser took it for a page. */
async function addAnswers(db: Db, targetId: string, now: number): Promise<void> {
  const texts = {
    good: `<html><body><h1>La Porte close</h1>${"<p>Écran Vif | Location | 2,99 €</p>".repeat(400)}</body></html>`,
    failed: "<script>document.title = 'ran'</script><p>Service indisponible</p>",
  }
  for (const [kind, text] of Object.entries(texts)) {
    const bytes = new TextEncoder().encode(text)
    const packed = await packAnswer([
      { url: "https://films.example/la-porte-close", contentType: "text/html; charset=utf-8", bytes },
    ])
    await db.sql("insert into answers (target_id, kind, at, status, hash, body) values ($1, $2, $3, 200, 'x', $4)", [
      targetId,
      kind,
      new Date(now - 5 * HOUR),
      Buffer.from(packed ?? []),
    ])
  }
}

/** I10: a source whose withdrawals stand still, with what would close. */
async function addHold(db: Db, filmId: string, targetId: string, now: number): Promise<void> {
  const windowId = randomUUID()
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_precision, start_basis,
       end_precision, end_basis, period, opened_at, version)
     select $1, $2, id, 'FR', 'vod', 'rent', 'open', 'unknown', 'observed', 'unknown', 'observed', tstzrange($3, null), $3, 1
     from providers where slug = 'ecran-vif'`,
    [windowId, filmId, new Date(now - 9 * DAY)],
  )
  await db.sql(
    `insert into evidence (window_id, target_id, film_id, source, rank, start_precision, start_basis, end_precision, end_basis,
       text, doubts, first_seen_at, last_seen_at, changed_at, status, absent_since, absent_count)
     values ($1, $2, $3, 'unifrance', 'page', 'unknown', 'observed', 'unknown', 'observed', 'Écran Vif | Location', '{}',
       $4, $4, $4, 'holding', $5, 1)`,
    [windowId, targetId, filmId, new Date(now - 9 * DAY), new Date(now - 5 * HOUR)],
  )
  await db.sql(
    "insert into holds (source, reason, closing, open_count, created_at) values ('unifrance', 'many', 24, 60, $1)",
    [new Date(now - 4 * HOUR)],
  )
}

async function addWorks(db: Db, kept: string, twin: string, now: number): Promise<void> {
  const titles = ["La Porte", "Les Quais d'avant", "Le Dernier Bac", "Nuit de Wimereux"]
  for (const [index, title] of titles.entries()) {
    const ref = { title, originalTitle: null, year: 1948, directors: ["Berthe Collin"], durationMinutes: null, ids: {} }
    const why = [
      { filmId: kept, score: 5, why: ["similar_title", "year", "directors"] },
      { filmId: twin, score: 4, why: ["similar_title", "year"] },
    ]
    await db.sql(
      "insert into works (source, key, state, ref, candidates, sightings, first_at, keys) values ('arte', $1, 'review', $2, $3, '[{}]', $4, '{}')",
      [title.toLowerCase(), JSON.stringify(ref), JSON.stringify(index === 0 ? why : []), new Date(now - DAY)],
    )
  }
}

async function addStuck(db: Db, now: number): Promise<void> {
  const user = await ensureUser(db, { email: "lea.martin@mail.example", territories: ["FR"] })
  const [channel] = await db.sql<{ id: string }>("select id from channels where user_id = $1", [user.id])
  for (let index = 0; index < 2; index++) {
    const [send] = await db.sql<{ id: string }>(
      `insert into sends (transport, state, bodies, attempts, created_at, reason) values ('resend', 'held', '[]', 9, $1,
         'key_forgotten: tried for longer than the provider remembers its key') returning id`,
      [new Date(now - 26 * HOUR)],
    )
    await db.sql(
      "insert into deliveries (channel_id, state, due_at, send_id, position, created_at) values ($1, 'held', $3, $2, 0, $3)",
      [channel?.id, send?.id, new Date(now - 26 * HOUR)],
    )
  }
  await db.sql(
    "insert into deliveries (channel_id, state, due_at, reason, created_at) values ($1, 'failed', $2, '422: no such mailbox', $2)",
    [channel?.id, new Date(now - 3 * HOUR)],
  )
  for (let index = 0; index < 2; index++)
    await db.sql(
      "insert into outbox (kind, ref, state, attempt, error, created_at) values ('alert', $1, 'failed', 12, 'no such change', $2)",
      [randomUUID(), new Date(now - 2 * HOUR)],
    )
}
