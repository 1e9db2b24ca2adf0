import { agoInWords, numberInWords } from "@vigie/core"
import { COUNTED, countWorkers, databaseFigures, outboxFigures, pageFailedWork, readTicks } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { capital } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import { refuse } from "../site/refuse.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { countInWords } from "./counts.server.ts"

const SHOWN = 30
/** The most that is counted of one state. */
const MOST = 9_999

/** Up to this, rows are counted, not estimated. */
const EXACT = COUNTED

export type QueueSheet = Awaited<ReturnType<typeof readQueues>>

export async function readQueues(params: URLSearchParams, { locale, now }: Reading) {
  const { queues: words, waiting } = PHRASES[locale].operations
  const ago = (at: number) => agoInWords(at, locale, now)
  const nameOf = <Names extends { readonly other: string }>(names: Names, key: string): string =>
    Object.hasOwn(names, key) ? (names[key as keyof Names] as string) : names.other
  const [figures, failed, workers, ticks, database] = await ask((db) =>
    Promise.all([
      outboxFigures(db),
      pageFailedWork(db, { limit: SHOWN, after: params.get("after") }),
      countWorkers(db),
      readTicks(db),
      databaseFigures(db),
    ]),
  ).catch(refuse)
  const megabytes = new Intl.NumberFormat(locale, { style: "unit", unit: "megabyte", maximumFractionDigits: 0 })
  return {
    workers: workers === 0 ? waiting.noWorker : waiting.workers(workers),
    figures: figures.map(({ kind, state, count, oldest }) => ({
      key: `${kind} ${state}`,
      kind: capital(nameOf(words.kinds, kind)),
      state: words.states[state],
      count: countInWords(count, locale, MOST),
      oldest: ago(oldest),
    })),
    failed: failed.rows.map(({ id, kind, ref, attempt, error, createdAt }) => ({
      id,
      name: capital(`${nameOf(words.kinds, kind)}, ${ago(createdAt)}`),
      says: `${ref} · ${words.tried(attempt)}`,
      error: error ?? "–",
    })),
    next: failed.next,
    ticks: ticks.map(({ kind, at }) => ({ name: capital(nameOf(words.tickKinds, kind)), value: ago(at) })),
    database: [
      { name: words.size, value: megabytes.format(database.bytes / 1e6) },
      ...database.tables.map(({ name, rows }) => ({
        name: words.tables[name as keyof typeof words.tables],
        value: rows > EXACT ? words.about(numberInWords(rows, locale)) : words.exactCount(rows),
      })),
    ],
  }
}
