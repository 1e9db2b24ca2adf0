import { foldProvider, type Sighting } from "@vigie/core"
import type { Page } from "../page/page.ts"
import { filmIn, filmRef, mergeFilms, type Named, quotedTitle } from "./films.ts"
import { type Sentence, sentencesOf } from "./sentences.ts"
import { type Reader, type Statement, statementsIn } from "./statements.ts"

interface Found {
  readonly statement: Statement
  readonly film: Named | null
}

/** The announcements of an article, each told once however often it is repeated. */
export function sightingsOf(page: Page, reader: Reader): Sighting[] {
  const sentences = sentencesOf(page)
  const found: Found[] = []
  for (const [index, sentence] of sentences.entries()) {
    const after = following(sentences, index)
    for (const statement of statementsIn(sentence.text, after[0] ?? "", reader)) {
      const context = [sentence.text, ...after].join(" ")
      found.push({
        statement,
        film: filmIn(sentence.text, context) ?? (after[0] ? filmIn(after[0], after.join(" ")) : null),
      })
    }
  }
  const films = mergeFilms(found.flatMap(({ film }) => film ?? []))
  const main = films[0] ?? headlineFilm(page, sentences)
  const complete = found.map(({ statement, film }) => ({
    statement,
    film: same(films, film) ?? (films.length > 1 ? null : main),
  }))
  return withoutRepeats(complete).map(({ statement, film }) => sightingOf(statement, film, reader.territory))
}

/** The two sentences that follow in the same paragraph. */
function following(sentences: readonly Sentence[], index: number): string[] {
  const { paragraph } = sentences[index] ?? { paragraph: -1 }
  return sentences.slice(index + 1, index + 4).flatMap((each) => (each.paragraph === paragraph ? [each.text] : []))
}

function same(films: readonly Named[], film: Named | null): Named | null {
  return film ? (mergeFilms([film, ...films.filter((each) => mergeFilms([film, each]).length === 1)])[0] ?? film) : null
}

/** The title the headline quotes, for an article whose announcements name no film. */
function headlineFilm(page: Page, sentences: readonly Sentence[]): Named | null {
  const headlines = [sentences.find(({ level }) => level === 1)?.text, page.meta.get("og:title"), page.title]
  const title = headlines.map((text) => (text ? quotedTitle(text) : null)).find((each) => each !== null)
  if (!title) return null
  const naming = sentences.find(({ text }) => text.includes(title) && filmIn(text, text)?.title === title)
  return (naming && filmIn(naming.text, naming.text)) ?? { title, year: null, directors: [] }
}

/** Repeats of one statement count once; one that says less than another of the same film and provider is its repeat too. */
function withoutRepeats(found: readonly Found[]): Found[] {
  const kept: Found[] = []
  for (const each of found) {
    if (kept.some((other) => says(other, each))) continue
    const shorter = kept.findIndex((other) => says(each, other))
    if (shorter >= 0) kept[shorter] = each
    else kept.push(each)
  }
  return kept
}

/** True when `full` says all that `part` says. */
function says(full: Found, part: Found): boolean {
  const [a, b] = [full.statement, part.statement]
  const agrees = (one: unknown, other: unknown) => other === null || one === other
  return (
    agrees(full.film?.title ?? null, part.film?.title ?? null) &&
    a.kind === b.kind &&
    agrees(a.provider && foldProvider(a.provider), b.provider && foldProvider(b.provider)) &&
    agrees(a.monetization, b.monetization) &&
    agrees(a.start.at ?? a.start.text, b.start.at ?? b.start.text) &&
    agrees(a.end.at ?? a.end.text, b.end.at ?? b.end.text) &&
    agrees(a.price?.amountMinor ?? null, b.price?.amountMinor ?? null) &&
    a.excluded === b.excluded
  )
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
    doubts: [...doubts],
  }
}
