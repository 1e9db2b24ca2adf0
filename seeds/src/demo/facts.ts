import type { Facts, SeedFilm, SeedProvider } from "../facts.ts"

type Invented = Pick<SeedFilm, "slug" | "title" | "year" | "directors" | "genres" | "durationMinutes" | "synopsis">

const film = (given: Invented): SeedFilm => ({
  originalTitle: null,
  aliases: [],
  countries: ["FR"],
  form: "feature",
  ids: {},
  demo: true,
  ...given,
})

const provider = (slug: string, name: string, given: Partial<SeedProvider>): SeedProvider => ({
  slug,
  name,
  homepage: null,
  parent: null,
  host: null,
  catchUp: false,
  access: "account",
  territories: ["FR"],
  defaults: {},
  aliases: [],
  ids: {},
  demo: true,
  ...given,
})

/** Invented films and providers: nothing here exists, and all of it is marked so. */
export const demoFacts: Facts = {
  films: [
    film({
      slug: "demo-le-phare-des-absents",
      title: "Le Phare des absents",
      year: 2019,
      directors: ["Maëlle Kerguénou"],
      genres: ["Drame"],
      durationMinutes: 104,
      synopsis: {
        fr: "Sur une île sans habitants, une gardienne de phare répond aux lettres de marins disparus.",
        en: "On an island nobody lives on, a lighthouse keeper answers the letters of lost sailors.",
      },
    }),
    film({
      slug: "demo-minuit-a-la-consigne",
      title: "Minuit à la consigne",
      year: 2021,
      directors: ["Anselme Tavernol"],
      genres: ["Thriller"],
      durationMinutes: 97,
      synopsis: {
        fr: "Un employé de gare ouvre le casier 214 et trouve un manteau à sa taille, et son nom cousu dedans.",
        en: "A station clerk opens locker 214 and finds a coat in his size, his own name sewn into it.",
      },
    }),
    film({
      slug: "demo-les-vergers-d-en-face",
      title: "Les Vergers d'en face",
      year: 2016,
      directors: ["Solveig Aumont-Brice"],
      genres: ["Comédie dramatique"],
      durationMinutes: 112,
      synopsis: {
        fr: "Deux familles fâchées depuis trente ans doivent sauver la même récolte.",
        en: "Two families at odds for thirty years have one harvest to save.",
      },
    }),
    film({
      slug: "demo-la-derniere-sonate-du-tramway",
      title: "La Dernière Sonate du tramway",
      year: 2023,
      directors: ["Idriss Vauquelain"],
      genres: ["Comédie"],
      durationMinutes: 91,
      synopsis: {
        fr: "Une conductrice de tramway met toute une ligne en musique avant sa fermeture.",
        en: "A tram driver sets a whole line to music before it closes.",
      },
    }),
    film({
      slug: "demo-ce-que-dit-la-neige",
      title: "Ce que dit la neige, tout bas",
      year: 2018,
      directors: ["Oriane Lestouval"],
      genres: ["Documentaire"],
      durationMinutes: 78,
      synopsis: {
        fr: "Un hiver avec les nivologues d'un col que la carte ne nomme pas.",
        en: "One winter with the snow scientists of a pass no map names.",
      },
    }),
    film({
      slug: "demo-un-dimanche-sans-horloge",
      title: "Un dimanche sans horloge",
      year: 2014,
      directors: ["Perrine Daubelcourt"],
      genres: ["Romance"],
      durationMinutes: 99,
      synopsis: {
        fr: "Le jour où le clocher s'arrête, deux inconnus décident qu'il est encore temps.",
        en: "The day the church clock stops, two strangers decide there is still time.",
      },
    }),
  ],
  providers: [
    provider("demo-cinebrume", "CinéBrume (démo)", { aliases: ["CinéBrume"] }),
    provider("demo-replay-du-port", "Replay du Port (démo)", {
      aliases: ["Replay du Port"],
      access: "none",
      catchUp: true,
      defaults: { vod: "free", replay: "free" },
    }),
    provider("demo-canal-lanterne", "Canal Lanterne (démo)", {
      access: "subscription",
      aliases: ["Canal Lanterne"],
      defaults: { vod: "subscription" },
    }),
  ],
  places: [],
}
