import { agoInWords, type Ms } from "@vigie/core"
import { type FeedState, isWorkerRunning, readFeeds } from "@vigie/db"
import { type Pack, readPacks } from "@vigie/seeds"
import { sourceById } from "@vigie/sources"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { reasonInWords } from "./reason-words.server.ts"

/** How the reading of one source stands, in words. */
export interface FeedLine {
  readonly id: string
  readonly name: string
  readonly state: FeedState["state"]
  /** Short, for a mark. */
  readonly word: string
  readonly says: readonly string[]
}

export interface Feeds {
  readonly lines: readonly FeedLine[]
  /** Some of it is being read, or will be within seconds. */
  readonly waiting: boolean
}

/** The feeds of these packs, each with how it stands. */
export async function readFeedLines(ids: readonly string[], reading: Reading): Promise<Feeds> {
  const packs = readPacks().filter(({ id }) => ids.includes(id))
  const states = await ask((db) => readFeeds(db, packs.flatMap(feedsIn)))
  const running = states.every(({ state }) => state !== "waiting") || (await ask(isWorkerRunning))
  const waiting = states.some(({ state }) => state === "reading" || (state === "waiting" && running))
  return { lines: states.map((state) => lineOf(state, running, reading)), waiting }
}

function feedsIn({ territory, sources }: Pack) {
  return sources.map(({ source, reference }) => ({ source, reference, territory }))
}

function lineOf(feed: FeedState, running: boolean, reading: Reading): FeedLine {
  const words = PHRASES[reading.locale].setup
  const { source, state } = feed
  return {
    id: feed.targetId,
    name: sourceById(source).name,
    state,
    word: words.state[state],
    says: says(feed, running, reading),
  }
}

function says(feed: FeedState, running: boolean, { locale, now }: Reading): readonly string[] {
  const { setup: words } = PHRASES[locale]
  const ago = (at: Ms) => agoInWords(at, locale, now)
  const found = feed.films > 0 ? words.countFilms(feed.films) : words.countStated(feed.sightings ?? 0)
  switch (feed.state) {
    case "reading":
      return [words.reading]
    case "waiting":
      return [running ? words.soon : words.noWorker]
    case "paused":
      return [words.paused]
    case "good":
      return [found, ...(feed.lastGoodAt === null ? [] : [words.lastRead(ago(feed.lastGoodAt))])]
    case "failed":
      return [
        words.failed(reasonInWords(feed.lastReason, locale)),
        ...(feed.lastGoodAt === null ? [] : [words.readBefore(ago(feed.lastGoodAt))]),
        words.retry(ago(Math.max(feed.dueAt, now))),
      ]
  }
}
