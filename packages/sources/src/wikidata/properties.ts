/** `instance of` (P31) values that are films. Subclasses are named, since an answer does not say what is below what. */
export const FILM_CLASSES: Readonly<Record<string, "feature" | "short" | "documentary" | null>> = {
  /** film */
  Q11424: null,
  /** feature film */
  Q24869: "feature",
  /** short film */
  Q24862: "short",
  /** documentary film */
  Q93204: "documentary",
  /** animated film */
  Q202866: null,
  /** animated feature film */
  Q29168811: "feature",
  /** animated short film */
  Q17517379: "short",
  /** silent film */
  Q226730: null,
  /** silent short film */
  Q20667187: "short",
  /** anime film */
  Q20650540: null,
  /** 3D film */
  Q229390: null,
  /** television film */
  Q506240: null,
}

export const P = {
  instanceOf: "P31",
  originalTitle: "P1476",
  director: "P57",
  released: "P577",
  runningTime: "P2047",
  shootingPlace: "P915",
  country: "P495",
  /** The INSEE code of a French commune. */
  insee: "P374",
} as const

/** Ids of a film in other registries, by scheme. */
export const ID_PROPERTIES = { imdb: "P345", tmdb: "P4947", allocine: "P1265" } as const

/** Minutes in each unit of a running time. */
export const UNITS: Readonly<Record<string, number>> = { Q7727: 1, Q11574: 1 / 60, Q25235: 60 }

/** Countries that most films come from: their own entities are large, and only a name is needed. */
export const COUNTRIES: Readonly<Record<string, string>> = {
  Q142: "France",
  Q31: "Belgique",
  Q39: "Suisse",
  Q16: "Canada",
  Q30: "États-Unis",
  Q145: "Royaume-Uni",
  Q183: "Allemagne",
  Q38: "Italie",
  Q29: "Espagne",
  Q45: "Portugal",
  Q32: "Luxembourg",
  Q55: "Pays-Bas",
  Q17: "Japon",
  Q884: "Corée du Sud",
  Q148: "Chine",
}
