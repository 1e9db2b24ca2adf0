import { type CreditLine, type FilmFacts, factsAbout } from "@vigie/core"
import { filmOf } from "./normalise.ts"
import { type Programme, wordsOf } from "./schema.ts"

const JOBS = ["director", "writer", "adapter", "producer", "composer", "editor"]

/** What a guide says of a film besides its slots. `origin` is who the guide says it comes from. */
export function factsOf(programme: Programme, origin: string | null): FilmFacts {
  const cast = wordsOf(programme, "credits/actor")
  const synopsis = wordsOf(programme, "desc")[0]
  return factsAbout(filmOf(programme), {
    aliases: [...new Set(wordsOf(programme, "title").slice(1))],
    countries: wordsOf(programme, "country"),
    genres: wordsOf(programme, "category"),
    synopsis: synopsis === undefined ? null : { text: synopsis, source: origin ?? "XMLTV" },
    cast: cast.length > 0 ? cast : null,
    credits: JOBS.flatMap((job) => creditOf(job, wordsOf(programme, `credits/${job}`))),
    place: `line ${programme.line}`,
  })
}

function creditOf(job: string, names: readonly string[]): CreditLine[] {
  return names.length > 0 ? [{ line: `${job}: ${names.join(", ")}`, job, names: [...names] }] : []
}
