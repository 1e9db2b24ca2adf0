import { type Db, type MatchOutcome, matchWorks, migrate, openDb, recordWorks } from "@vigie/db"
import { openTemporaryCluster } from "@vigie/embedded"
import { addCatalogue, type FeedWork, makeFeed } from "./catalogue.ts"

// `node apps/worker/src/bench/matching.ts [films] [works]`: how fast a feed's works find their films, and where they go.
const films = Number(process.argv[2] ?? 100_000)
const works = Number(process.argv[3] ?? 50_000)
const NOW = Date.UTC(2026, 2, 2, 12)

const say = (line: string) => process.stdout.write(`${line}\n`)

async function measure(db: Db): Promise<void> {
  const catalogue = await addCatalogue(db, films)
  const feed = makeFeed(catalogue, works)
  global.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 20)
  const began = performance.now()
  const outcomes = await matchWorks(
    db,
    "bench",
    feed.map((work) => work.ref),
  )
  const matched = performance.now()
  await db.begin((tx) =>
    recordWorks(
      tx,
      "bench",
      null,
      feed.map(({ ref }) => ({ ref })),
      outcomes,
      NOW,
    ),
  )
  const stored = performance.now()
  clearInterval(watching)
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
  say(
    `${works} works against ${films} films: matched in ${seconds(began, matched)} s, stored in ${seconds(matched, stored)} s`,
  )
  say(`memory: ${Math.round(before / 1e6)} MB before, ${Math.round(peak / 1e6)} MB at most`)
  for (const kind of ["equal", "misspelt", "absent"] as const) say(tally(kind, feed, outcomes))
}

/** Where the works of a kind went; `wrong`: to a film that they are not made of. */
function tally(kind: FeedWork["kind"], feed: readonly FeedWork[], outcomes: ReadonlyMap<string, MatchOutcome>): string {
  const counts = { matched: 0, wrong: 0, review: 0, listed: 0, none: 0 }
  for (const work of feed) {
    if (work.kind !== kind) continue
    const outcome = outcomes.get(work.ref.ids.bench!)
    if (outcome?.outcome === "matched") counts[outcome.filmId === work.filmId ? "matched" : "wrong"] += 1
    else if (outcome?.outcome === "review") {
      counts.review += 1
      if (outcome.candidates.some((one) => one.filmId === work.filmId)) counts.listed += 1
    } else counts.none += 1
  }
  const { matched, wrong, review, listed, none } = counts
  return `${kind.padEnd(9)} matched ${matched}, wrongly ${wrong}, review ${review} (its film listed: ${listed}), none ${none}`
}

const cluster = await openTemporaryCluster()
try {
  await migrate(cluster.url)
  const db = openDb(cluster.url, { max: 2 })
  try {
    await measure(db)
  } finally {
    await db.close()
  }
} finally {
  await cluster.stop()
}
