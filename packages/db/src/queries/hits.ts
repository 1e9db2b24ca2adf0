import { foldName, foldTitle } from "@vigie/core"

/** Shorter ones are in too many titles for their place within a word to say anything. */
const SHORTEST_PART = 4

/**
 * Films whose titles or directors resemble what was typed, as `best (film_id, score)` of a `with` clause: an equal title 3,
 * one that begins with it 2, a director's whole name 1.5, likeness up to 1 (trigrams, by index; word_similarity, never less
 * than similarity, finds it inside a longer title), and 0.5 where it is found only once apostrophes and spaces are left out
 * ("chtis" in "Ch'tis").
 * A year after a title ("dune 2003") is the film's, give or take one, unless it belongs to the title ("Blade Runner 2049").
 * Null: nothing was typed. @param bind a value's parameter.
 */
export function bestHits(typed: string, bind: (value: unknown) => string): string | null {
  const folded = foldTitle(typed)
  if (folded === "") return null
  const person = bind(foldName(typed))
  const dated = /^(.*\S) ((?:18|19|20)\d\d)$/.exec(folded)
  const hits = [
    resembling(folded, bind(folded)),
    `select id, 1.5 from films where director_keys @> array[${person}]`,
    ...(dated ? [madeIn(dated[1]!, Number(dated[2]), bind)] : []),
  ]
  return `hits as (${hits.join(" union all ")}), best as (select film_id, max(score) as score from hits group by film_id)`
}

function resembling(folded: string, title: string): string {
  const joined = folded.replaceAll(" ", "").length < SHORTEST_PART ? "" : ` union all ${joinedHits(title)}`
  return `select a.film_id, round(max(case when a.folded = ${title} then 3 when starts_with(a.folded, ${title}) then 2
      else word_similarity(${title}, a.folded) end)::numeric, 4) as score
    from film_aliases a where ${likeness(folded, title)} group by 1${joined}`
}

/** Of the films that the title alone finds, those of about that year. */
function madeIn(folded: string, year: number, bind: (value: unknown) => string): string {
  return `select t.film_id, t.score from (${resembling(folded, bind(folded))}) t join films f on f.id = t.film_id
    where f.year between ${bind(year - 1)}::int and ${bind(year + 1)}::int`
}

/** A title of punctuation alone resembles none, and its signs are no pattern. */
function likeness(folded: string, title: string): string {
  if (!/[\p{L}\p{N}]/u.test(folded)) return `a.folded = ${title}`
  return `a.folded % ${title} or ${title} <% a.folded or a.folded like ${title} || '%'`
}

/** The index film_aliases_joined holds this expression; of many the shortest titles are taken. */
function joinedHits(title: string): string {
  return `(select a.film_id, 0.5 from film_aliases a
    where replace(a.folded, ' ', '') like '%' || replace(${title}, ' ', '') || '%' order by length(a.folded), a.film_id limit 200)`
}
