import { expect, test } from "vitest"
import { readAddress, readFilmAddress } from "./read-address.ts"

/** What is given, and the film it names: "site id title year", as far as it says. */
const NAMED: readonly (readonly [string, string])[] = [
  ["https://www.imdb.com/title/tt0111161/", "imdb tt0111161"],
  ["https://www.imdb.com/title/tt0111161/?ref_=nv_sr_srsg_0_tt_8_nm_0_q_shaw", "imdb tt0111161"],
  ["https://m.imdb.com/title/tt0111161/", "imdb tt0111161"],
  ["http://imdb.com/title/tt0111161", "imdb tt0111161"],
  ["https://www.imdb.com/fr/title/tt0111161/", "imdb tt0111161"],
  ["https://www.imdb.com/title/tt0111161/reviews?sort=rv", "imdb tt0111161"],
  ["HTTPS://WWW.IMDB.COM/TITLE/TT0111161/", "imdb tt0111161"],
  ["https://www.imdb.com/title/tt10872600/mediaviewer/rm1", "imdb tt10872600"],
  ["http://us.imdb.com/Title?0111161", "imdb tt0111161"],
  ["www.imdb.com/title/tt0111161/", "imdb tt0111161"],
  ["imdb.com/title/tt0111161", "imdb tt0111161"],
  ["tt0111161", "imdb tt0111161"],
  ["  TT111161 ", "imdb tt0111161"],
  ["imdb:tt0111161", "imdb tt0111161"],
  ["Regarde ça https://www.imdb.com/title/tt0111161/?ref_=ext_shr_lnk", "imdb tt0111161"],
  ["Les Évadés (1994)\nhttps://m.imdb.com/title/tt0111161/\nvia l'app IMDb", "imdb tt0111161"],
  ["« https://www.imdb.com/title/tt0111161/ »", "imdb tt0111161"],
  ["(https://www.imdb.com/title/tt0111161/).", "imdb tt0111161"],
  ["À voir: https://www.imdb.com/title/tt0111161/.", "imdb tt0111161"],
  ["\u200bhttps://www.imdb.com/title/tt0111161/\ufeff", "imdb tt0111161"],
  ["https://www.google.com/url?q=https://www.imdb.com/title/tt0111161/&sa=D", "imdb tt0111161"],
  ["https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.imdb.com%2Ftitle%2Ftt0111161%2F&h=x", "imdb tt0111161"],
  ["https://www.themoviedb.org/movie/550", "tmdb 550"],
  ["https://www.themoviedb.org/movie/550-fight-club?language=fr-FR", "tmdb 550 fight club"],
  ["https://themoviedb.org/movie/550-fight-club/watch?locale=FR", "tmdb 550 fight club"],
  ["https://api.themoviedb.org/3/movie/550", "tmdb 550"],
  [
    "https://www.themoviedb.org/movie/194-le-fabuleux-destin-d-amelie-poulain/",
    "tmdb 194 le fabuleux destin d amelie poulain",
  ],
  ["https://www.themoviedb.org/movie/12-%E5%8D%83%E3%81%A8", "tmdb 12 千と"],
  ["https://letterboxd.com/film/les-milles/", "letterboxd les-milles les milles"],
  ["https://letterboxd.com/film/the-thing-1982/", "letterboxd the-thing-1982 the thing 1982"],
  ["https://letterboxd.com/somebody/film/dune-2021/", "letterboxd dune-2021 dune 2021"],
  ["https://letterboxd.com/film/dune-2021/reviews/by/activity/", "letterboxd dune-2021 dune 2021"],
  ["https://www.letterboxd.com/film/1917/?utm_source=share", "letterboxd 1917 1917"],
  ["https://letterboxd.com/film/2001-a-space-odyssey/", "letterboxd 2001-a-space-odyssey 2001 a space odyssey"],
  ["https://letterboxd.com/film/blade-runner-2049/", "letterboxd blade-runner-2049 blade runner 2049"],
  ["Vu sur Letterboxd : https://boxd.it/29Pq", "letterboxd 29Pq"],
  ["https://www.allocine.fr/film/fichefilm_gen_cfilm=12345.html", "allocine 12345"],
  ["http://www.allocine.fr/film/fichefilm_gen_cfilm=12345.html?nopub=1", "allocine 12345"],
  ["https://m.allocine.fr/film/fichefilm_gen_cfilm=12345.html", "allocine 12345"],
  ["https://www.allocine.fr/film/fichefilm-12345/telecharger-vod/", "allocine 12345"],
  ["https://www.allocine.fr/film/fichefilm-12345/critiques/spectateurs/", "allocine 12345"],
  ["https://www.filmstarts.de/kritiken/12345.html", "allocine 12345"],
  ["https://www.sensacine.com/peliculas/pelicula-12345/", "allocine 12345"],
  ["https://www.adorocinema.com/filmes/filme-12345/", "allocine 12345"],
  ["https://www.unifrance.org/film/14089/les-milles", "unifrance 14089 les milles"],
  ["https://en.unifrance.org/movie/14089/les-milles", "unifrance 14089 les milles"],
  ["https://www.unifrance.org/film/14089", "unifrance 14089"],
  ["https://www.unifrance.org/film/14089/l-%C3%A9t%C3%A9#vod", "unifrance 14089 l été"],
  ["https://www.wikidata.org/wiki/Q190050", "wikidata Q190050"],
  ["https://m.wikidata.org/wiki/Q190050#P345", "wikidata Q190050"],
  ["http://www.wikidata.org/entity/Q190050", "wikidata Q190050"],
  ["https://www.wikidata.org/wiki/Special:EntityData/Q190050.json", "wikidata Q190050"],
  ["https://www.wikidata.org/wiki/q190050?uselang=fr", "wikidata Q190050"],
  ["Q190050", "wikidata Q190050"],
  ["https://www.france.tv/films/9000001-le-phare-des-absents.html", "francetv 9000001 le phare des absents"],
  ["https://www.france.tv/films/longs-metrages/9000001-le-phare.html#at_medium=4", "francetv 9000001 le phare"],
  ["https://www.france.tv/france-2/le-phare/9000001-le-phare.html?at_campaign=x", "francetv 9000001 le phare"],
  ["france.tv/films/9000001-le-phare.html", "francetv 9000001 le phare"],
  ["https://www.arte.tv/fr/videos/041218-000-A/recherche-quelqu-un/", "arte 041218-000-A recherche quelqu un"],
  ["https://www.arte.tv/de/videos/041218-000-A/permalink", "arte 041218-000-A"],
  ["https://www.arte.tv/pl/videos/041218-000-a", "arte 041218-000-A"],
  ["https://www.arte.tv/ct/?em=041218-000-A&language=fr", "arte 041218-000-A"],
  [
    "Je regarde « Deux amis » sur ARTE https://www.arte.tv/fr/videos/047570-000-A/deux-amis/",
    "arte 047570-000-A deux amis",
  ],
]

test.each(NAMED)("%j names %s", (given, expected) => {
  const film = readFilmAddress(given)
  const said = film && [film.site, film.id, film.title, film.year].filter((part) => part !== null).join(" ")

  expect(said).toBe(expected)
})

test.each([
  ["https://imdb.com.evil.example/title/tt0111161/"],
  ["https://evilimdb.com/title/tt0111161/"],
  ["https://www.imdb.com@evil.example/title/tt0111161/"],
  ["https://evil.example/?u=https%3A%2F%2Fwww.imdb.com%2Ftitle%2Ftt0111161%2F"],
  ["https://www.google.com.evil.example/url?q=https://www.imdb.com/title/tt0111161/"],
  ["https://www.іmdb.com/title/tt0111161/"],
  ["javascript:alert('https://www.imdb.com/title/tt0111161/')"],
  ["data:text/html,<a href=https://www.imdb.com/title/tt0111161/>x</a>"],
  ["file:///www.imdb.com/title/tt0111161/"],
  ["ftp://www.imdb.com/title/tt0111161/"],
  ["https://www.imdb.com/name/nm0000151/"],
  ["https://www.imdb.com/find/?q=tt0111161"],
  ["https://www.imdb.com/title/tt0111161evil/"],
  ["https://www.themoviedb.org/tv/1399-game-of-thrones"],
  ["https://www.themoviedb.org/person/550"],
  ["https://letterboxd.com/somebody/"],
  ["https://www.allocine.fr/personne/fichepersonne_gen_cpersonne=12345.html"],
  ["https://www.wikidata.org/wiki/Property:P345"],
  ["https://fr.wikipedia.org/wiki/Les_Milles"],
  ["https://www.france.tv/films/"],
  ["https://www.arte.tv/fr/videos/RC-017955/une-collection/"],
  ["https://www.arte.tv/fr/videos/cinema/"],
  ["https://"],
  ["https://www.imdb.com/title/tt0111161/".replace("//", "")],
  [`https://www.imdb.com/${"a/".repeat(4_000)}title/tt0111161/`],
])("%j names no film", (given) => {
  expect(readFilmAddress(given)).toBeNull()
})

test.each([
  ["les milles"],
  ["Q"],
  ["Q10"],
  ["M"],
  ["tt"],
  ["2001"],
  ["Monsieur N."],
  ["11.6"],
  ["a/b"],
  [""],
  ["   "],
  ["www."],
])("%j is a title to search", (given) => {
  expect(readAddress(given)).toBeNull()
})

test("an address of another site is one all the same, and a javascript: one is none", () => {
  expect(readAddress("Ici : https://vod.example/film/42?utm_source=x#top")).toEqual({
    film: null,
    url: "https://vod.example/film/42",
  })
  expect(readAddress("javascript:alert(1)//https://vod.example/")).toBeNull()
})

test("ten kilobytes of text are read at once, and what comes after them is not", () => {
  const url = "https://www.imdb.com/title/tt0111161/"
  const noise = "regarde-ça/ ".repeat(800)
  const started = performance.now()

  expect(readFilmAddress(`${noise} ${url}`)?.id).toBe("tt0111161")
  expect(readFilmAddress(`${"x ".repeat(5_000)}${url}`)).toBeNull()
  for (const hostile of [
    "http://".repeat(1_400),
    "a.".repeat(5_000),
    "<".repeat(10_000),
    `https://${"a-".repeat(4_900)}/`,
  ])
    expect(readFilmAddress(hostile)).toBeNull()
  expect(performance.now() - started).toBeLessThan(500)
})

test("where both a known site and another are named, the known one counts", () => {
  const shared = "https://vod.example/x https://www.unifrance.org/film/14089/les-milles?utm_source=share"

  expect(readAddress(shared)).toEqual({
    film: {
      site: "unifrance",
      id: "14089",
      url: "https://www.unifrance.org/film/14089/les-milles",
      title: "les milles",
      year: null,
    },
    url: "https://www.unifrance.org/film/14089/les-milles",
  })
})
