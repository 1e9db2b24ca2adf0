import { foldTitle, type Sighting } from "@vigie/core"
import type { Page } from "../page/page.ts"
import { contextsOf } from "./context.ts"
import { filmIn, filmRef, isSeries, mergeFilms, type Named } from "./films.ts"
import { itemsOf } from "./items.ts"
import { type Found, withoutRepeats } from "./repeats.ts"
import { type Sentence, sentencesOf } from "./sentences.ts"
import { type Reader, type Statement, statementsIn } from "./statements.ts"
import { quotedTitle } from "./titles.ts"

/** What is read of one article at most; more is no article, and the rest is rejected with this reason. */
const MOST = { sentences: 10_000, statements: 2_000 }

interface ReadArticle {
  readonly sightings: Sighting[]
  readonly rejected: { readonly place: string; readonly reason: string }[]
}

/** The announcements of an article, each told once however often it is repeated. */
export function sightingsOf(page: Page, reader: Reader): ReadArticle {
  const sentences = sentencesOf(page)
  const read = sentences.slice(0, MOST.sentences)
  const { found, upTo } = findStatements(read, reader)
  const films = mergeFilms(found.flatMap(({ film }) => film ?? []))
  const [first] = films.values()
  const main = first ?? headlineFilm(page, read)
  const complete = found.map(({ statement, film }) => ({
    statement,
    film: film ? (films.get(foldTitle(film.title)) ?? film) : films.size > 1 ? null : main,
  }))
  const sightings = withoutRepeats(complete).map(({ statement, film }) => sightingOf(statement, film, reader.territory))
  return { sightings, rejected: upTo < sentences.length ? [unread(upTo, sentences.length)] : [] }
}

function unread(upTo: number, total: number): { place: string; reason: string } {
  return { place: `sentence ${upTo + 1}`, reason: `too long for an article: ${total - upTo} sentences were not read` }
}

/** The statements in order, up to a bound; `upTo` counts the sentences read. */
function findStatements(sentences: readonly Sentence[], reader: Reader): { found: Found[]; upTo: number } {
  const contexts = contextsOf(sentences)
  const found: Found[] = []
  for (const [index, sentence] of sentences.entries()) {
    const above = contexts[index]
    if (!above) continue
    if (found.length >= MOST.statements) return { found, upTo: index }
    const after = following(sentences, index)
    for (const item of itemsOf(sentence.text, above)) {
      const named = once(() => filmIn(item.text, [item.text, ...after].join(" ")))
      for (const statement of statementsIn(item.text, after[0] ?? "", () => named() !== null, item.above, reader))
        found.push({ statement, film: named() ?? beside(sentences, index, after) })
    }
  }
  return { found, upTo: sentences.length }
}

/** The three sentences that follow in the same paragraph. */
function following(sentences: readonly Sentence[], index: number): string[] {
  const { paragraph } = sentences[index] ?? { paragraph: -1 }
  return sentences.slice(index + 1, index + 4).flatMap((each) => (each.paragraph === paragraph ? [each.text] : []))
}

/** A film named in the sentence after, else in the one before, else by the one that opens the paragraph. */
function beside(sentences: readonly Sentence[], index: number, after: readonly string[]): Named | null {
  const next = after[0] ? filmIn(after[0], after.join(" ")) : null
  const here = sentences[index]
  const before = sentences.slice(Math.max(0, index - 12), index).filter((each) => each.paragraph === here?.paragraph)
  const [opening, last] = [before[0], before.at(-1)]
  // "La Halte, de … (1978). … Arte, 20h55": where and when stand last in a short line of a list.
  const tail = opening && here && here.text.length <= 60 ? filmIn(opening.text, opening.text) : null
  return next ?? (last ? filmIn(last.text, last.text) : null) ?? tail
}

/** The title the headline quotes, for an article whose announcements name no film. */
function headlineFilm(page: Page, sentences: readonly Sentence[]): Named | null {
  const headlines = [sentences.find(({ level }) => level === 1)?.text, page.meta.get("og:title"), page.title]
  const title = headlines.map((text) => (text ? quotedTitle(text) : null)).find((each) => each !== null)
  if (!title) return null
  const naming = sentences.find(({ text }) => text.includes(title) && filmIn(text, text)?.title === title)
  return (naming && filmIn(naming.text, naming.text)) ?? { title, year: null, directors: [] }
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | null = null
  return () => {
    done ??= { value: work() }
    return done.value
  }
}

function sightingOf(statement: Statement, film: Named | null, territory: string): Sighting {
  const { provider, kind, monetization, start, end, price, text, doubts } = statement
  return {
    film: filmRef(film),
    provider,
    territory: statement.excluded ? null : territory,
    kind,
    monetization,
    channel: kind === "broadcast" ? provider : null,
    start,
    end,
    terms: price ? [{ quality: null, price, audio: [], subtitles: [] }] : [],
    url: null,
    text,
    doubts: isSeries(text) ? [...doubts, "a series, not a film"] : [...doubts],
  }
}
