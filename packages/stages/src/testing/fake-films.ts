/** An invented film as a feed would state it. */
export interface FakeFilm {
  readonly number: number
  readonly title: string
  readonly year: number
  readonly director: readonly [first: string, last: string]
  readonly minutes: number
}

const THINGS = "Le Phare|La Digue|Le Verger|La Rivière|Le Moulin|La Gare|Le Bal|La Lettre|Le Fournil|La Grève".split(
  "|",
)
const MORE = "L'Hiver|Le Marché|La Cloche|Le Canal|La Serre|Le Tunnel|La Colline|Le Manège|La Scierie|Le Quai".split(
  "|",
)
const PLACES =
  "de Kerbrat|de Vaubrun|d'Estrelle|de Montaigu|de Solène|d'Orvault|de Brizac|de Lanvézan|d'Ambrelle".split("|")
const FIRST = "Inès|Yann|Maëlle|Paul|Ana|Loïc|Nora|Hugo|Zélie|Émile|Rose".split("|")
const LAST = "Kerguen|Morvan|Le Goff|Ruiz|Delmas|Obrecht|Santoni".split("|")

/** So many invented films, up to 180: no two share a title, and those before stay the same when there are more. */
export function fakeFilms(count: number): readonly FakeFilm[] {
  const things = [...THINGS, ...MORE]
  return Array.from({ length: count }, (_, number) => ({
    number,
    title: `${things[number % things.length]!} ${PLACES[Math.floor(number / things.length)]!}`,
    year: 1960 + ((number * 7) % 65),
    director: [FIRST[number % FIRST.length]!, LAST[number % LAST.length]!],
    minutes: 80 + ((number * 13) % 60),
  }))
}
