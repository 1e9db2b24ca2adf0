/**
 * Every (film_id, rule_id) of the standing rules `r` that a condition names: by what they are about, through the indexes of each.
 * A provider's films are those it has, or is about to have.
 */
export function standingFilms(condition: string): string {
  return Object.entries(FILMS)
    .map(
      ([scope, films]) =>
        `select k.film_id, r.id as rule_id from rules r cross join lateral (${films}) as k where r.scope = '${scope}' and ${condition}`,
    )
    .join("\n union all ")
}

const FILMS: Readonly<Record<string, string>> = {
  person: `select c.film_id from credit_people p join credits c on c.id = p.credit_id where p.person_id = r.ref::uuid
    union select f.id from people p join films f on f.director_keys @> array[p.folded] where p.id = r.ref::uuid`,
  place: "select fp.film_id from film_places fp where fp.place_id = r.ref::uuid",
  department: "select fp.film_id from places p join film_places fp on fp.place_id = p.id where p.department = r.ref",
  award: "select a.film_id from awards a where a.body = r.ref",
  provider: "select w.film_id from windows w where w.provider_id = r.ref::uuid and w.status in ('announced', 'open')",
  list: "select w.film_id from watches w where w.list_id = r.ref::uuid",
}

/** What standing rules may name of these films (`$1`, an array of ids): (film_id, scope, ref). */
export const STANDING_KEYS = `select c.film_id, 'person' as scope, p.person_id::text as ref from credits c join credit_people p on p.credit_id = c.id where c.film_id = any($1::uuid[])
  union select f.id, 'person', p.id::text from films f join people p on p.folded = any(f.director_keys) where f.id = any($1::uuid[])
  union select film_id, 'place', place_id::text from film_places where film_id = any($1::uuid[])
  union select fp.film_id, 'department', p.department from film_places fp join places p on p.id = fp.place_id where fp.film_id = any($1::uuid[]) and p.department <> ''
  union select film_id, 'award', body from awards where film_id = any($1::uuid[])
  union select film_id, 'provider', provider_id::text from windows where film_id = any($1::uuid[]) and status <> 'void'
  union select film_id, 'list', list_id::text from watches where film_id = any($1::uuid[])`
