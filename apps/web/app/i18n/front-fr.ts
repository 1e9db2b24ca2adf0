/** What the way in says, in French: the first page, films opened by an address, and what is wrong. */
export const frontFr = {
  describe:
    "Plateformes, replay, télévision : où voir un film en ce moment, et jusqu'à quand. Chaque date avec la preuve de ce qui a été lu.",
  about: (name: string) => `${name} : où voir ces films en ce moment, et jusqu'à quand.`,
  hint: "Ou collez une adresse : IMDb, Letterboxd, AlloCiné, TMDB, Arte, france.tv…",
  scope: "Ce qui est montré",
  mine: "Mes plateformes",
  everywhere: "Partout",
  noServices: "Dites quelles plateformes vous avez",
  mineEmpty: "Rien de tel sur vos plateformes en ce moment.",
  tonight: "Ce soir à la télévision",
  noneTonight: "Aucun film annoncé ce soir dans les guides lus.",
  noneMore: "et d'autres au calendrier",
  again: "De retour",
  noneAgain: "Aucun film n'est revenu ces trente derniers jours.",
  back: (ago: string, gap: string) => `revenu ${ago}, après ${gap}`,
  gapDays: (count: number) => (count === 1 ? "un jour d'absence" : `${count} jours d'absence`),
  gapMonths: (count: number) => (count === 1 ? "un mois d'absence" : `${count} mois d'absence`),
  gapYears: (count: number) => (count === 1 ? "un an d'absence" : `${count} ans d'absence`),
  onList: "ma liste",
  calendar: "Tout le calendrier",
  replay: (provider: string) => `puis sur ${provider}`,
}

export const openFr = {
  title: "Film introuvable à cette adresse",
  understood: (site: string, id: string) => `C'est un film de ${site} (${id}).`,
  strange: (address: string) => `Vigie ne sait pas lire cette adresse : ${address}`,
  unknown: "Il n'est pas encore au catalogue, ou pas sous ce numéro.",
  known: (sites: string) => `Les adresses de film qu'elle reconnaît sont celles de ${sites}.`,
  alike: "Au catalogue, d'un titre proche",
  byId: "On peut le chercher par son numéro, et l'ajouter au catalogue.",
}

export const stoppedFr = {
  since: (ago: string) => `Les relevés sont à l'arrêt : ce qui devait être lu l'attend, le plus ancien ${ago}.`,
  now: "Les relevés sont à l'arrêt.",
  kept: "Ce que vous demandez est gardé et sera fait à la reprise.",
}
