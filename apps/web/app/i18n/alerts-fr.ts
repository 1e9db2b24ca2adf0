import { atInFrench, numberInWords, ofInFrench } from "@vigie/core"

const nb = "\u00a0"
const number = (count: number) => numberInWords(count, "fr")
const things = (count: number) => (count === 1 ? "Une chose attend" : `${number(count)}${nb}choses attendent`)

/** What the pages on when one is told and on standing rules say, in French. */
export const alertsFr = {
  title: "Mes alertes",
  done: {
    saved: "C'est enregistré. Ce qui attendait suit vos nouvelles heures.",
    sent: "Ce qui attendait part maintenant.",
    nothing: "Rien n'attendait.",
  },
  waiting: "Ce qui attend",
  nothingWaits: "Rien n'attend.",
  waits: {
    digest: (count: number, when: string, by: string) => `${things(count)} la lettre du ${when}, ${by}`,
    quiet: (count: number, when: string, by: string) => `${things(count)} la fin des heures calmes, ${when}, ${by}`,
    soon: (count: number, when: string, by: string) =>
      `${things(count)} d'autres nouvelles du même film, ${when} au plus tard, ${by}`,
    hour: (count: number, when: string, by: string) => `${things(count)} son heure, ${when}, ${by}`,
  },
  sendNow: "Tout envoyer maintenant",
  told: "Tout ce qu'on m'a dit",
  rhythm: "À quel rythme",
  when: "Quand me prévenir",
  whenHelp: "Un film qui partirait avant la lettre, ou dans la journée, n'attend jamais.",
  now: "Tout de suite, un mail par nouvelle",
  hour: "À quelle heure",
  hourHelp: (zone: string) => `Celle des lettres, à l'heure de ${zone}.`,
  hourIs: (hour: number) => `${hour}${nb}h`,
  quiet: "Heures calmes",
  quietHelp:
    "Rien ne part entre ces heures ; cela attend leur fin, et n'est jamais perdu. Laissez vide pour être prévenu à toute heure.",
  from: "De",
  to: "À",
  cap: "Messages par jour, au plus",
  capHelp: "De 1 à 100. Au-delà, le reste vient en une seule lettre.",
  rules: "De quoi",
  faults: {
    when: "Choisissez un rythme de la liste.",
    hour: "Choisissez une heure de la liste.",
    cap: "Un nombre de 1 à 100.",
    both: "Dites les deux heures, ou aucune.",
    time: "Une heure s'écrit 22:30.",
    same: "Les deux heures sont les mêmes.",
  },
  moved: "Le rythme, l'heure et les heures calmes sont réglés avec les alertes.",
  standing: {
    title: "Règles permanentes",
    help: "Elles vous préviennent de films que vous ne suivez pas encore : d'une personne, d'un lieu, d'une plateforme.",
    none: "Aucune encore. Une règle permanente vous prévient de films que vous ne suivez pas : d'une personne, d'un lieu, d'une plateforme.",
    count: (count: number) =>
      count === 0
        ? "Ajouter une règle permanente"
        : count === 1
          ? "Ma règle permanente"
          : `Mes ${number(count)}${nb}règles permanentes`,
    about: {
      person: (name: string) => `Tout film ${ofInFrench(name)}`,
      department: (name: string) => `Tout film tourné dans le département ${name}`,
      place: (name: string) => `Tout film tourné ${atInFrench(name)}`,
      provider: (name: string) => `Tout film sur ${name}`,
      award: (name: string) => `Tout film primé : ${name}`,
      list: (name: string) => `Tout film de la liste « ${name} »`,
    },
    scopes: {
      person: "une personne",
      department: "un département",
      place: "une commune",
      provider: "une plateforme",
      award: "un prix ou un festival",
      list: "une liste",
    },
    told: (count: number) =>
      count === 0 ? "N'a encore rien dit." : `A prévenu ${count === 1 ? "une fois" : `${number(count)}${nb}fois`}.`,
    change: "Changer",
    changeOf: (about: string) => `Changer : ${about}`,
    end: "Supprimer",
    endOf: (about: string) => `Supprimer : ${about}`,
    add: "Une nouvelle règle",
    of: "Les films de…",
    name: "Son nom",
    find: "Chercher",
    found: (count: number, query: string) =>
      count === 0
        ? `Rien de ce nom : « ${query} ».`
        : count === 1
          ? `Trouvé pour « ${query} » :`
          : `${number(count)} trouvés pour « ${query} » :`,
    ofList: "Ou : tous les films de ma liste",
    fresh: "Elle ne dit que ce qui change à partir de maintenant.",
    known: "Vous avez déjà cette règle : la voici, à changer.",
    tooMany: "Cent règles permanentes sont le plus que l'on puisse avoir : supprimez-en une d'abord.",
    done: {
      added: "La règle est ajoutée : elle dit ce qui change à partir de maintenant.",
      changed: "La règle est changée.",
      ended: "La règle est supprimée.",
    },
    back: "Mes règles permanentes",
    tellMe: "M'avertir",
    tellMeOf: (name: string) => `M'avertir des films : ${name}`,
  },
}
