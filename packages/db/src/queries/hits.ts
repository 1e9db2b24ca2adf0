/** Shorter ones are in too many titles for their place within a word to say anything. */
const SHORTEST_PART = 4

/**
 * Films whose titles or directors resemble what was typed, as `best (film_id, score)` of a `with` clause: an equal title 3,
 * one that begins with it 2, a director's whole name 1.5, likeness up to 1 (trigrams, by index; word_similarity finds it
 * inside a longer title), and 0.5 where it is found only once apostrophes and spaces are left out ("chtis" in "Ch'tis").
 * @param folded what was typed, folded as a title. @param title its parameter. @param person that of it folded as a name.
 */
export function bestHits(folded: string, title: string, person: string): string {
  return `hits as (
      select a.film_id, round(max(case when a.folded = ${title} then 3 when starts_with(a.folded, ${title}) then 2
          else greatest(similarity(a.folded, ${title}), word_similarity(${title}, a.folded)) end)::numeric, 4) as score
      from film_aliases a where ${likeness(folded, title)} group by 1
      union all select id, 1.5 from films where director_keys @> array[${person}]
      ${folded.replaceAll(" ", "").length < SHORTEST_PART ? "" : `union all ${joinedHits(title)}`}
    ), best as (select film_id, max(score) as score from hits group by film_id)`
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
