/* Pieces of SQL that more than one read model uses. */

/** A FilmCard as JSON, of `films f`. */
export const FILM_CARD = `jsonb_build_object('id', f.id, 'slug', f.slug, 'title', f.title, 'originalTitle', f.original_title,
  'year', f.year, 'form', f.form, 'directors', to_jsonb(f.directors), 'demo', f.demo)`

/** A ProviderCard as JSON, of `providers p` with its `parent` and `host` joined. */
export const PROVIDER_CARD = `jsonb_build_object('id', p.id, 'slug', p.slug, 'name', p.name, 'homepage', p.homepage,
  'parent', parent.name, 'host', host.name, 'access', p.access, 'verified', p.verified, 'demo', p.demo)`

export const PROVIDER_JOINS = `join providers p on p.id = w.provider_id
  left join providers parent on parent.id = p.parent_id left join providers host on host.id = p.host_id`

/** A film's ids as one JSON object, the first of a scheme that has several, our own seeds' aside; of `films f`. */
export const FILM_IDS = `coalesce((select jsonb_object_agg(scheme, value) from (select distinct on (scheme) scheme, value
  from film_ids where film_id = f.id and scheme <> 'vigie' order by scheme, value) one), '{}'::jsonb)`
