import { numberInWords } from "@vigie/core"

const nb = "\u00a0"

/** What the set-up page and the home page say of what is read, in French. */
export const setupFr = {
  title: "Mettre Vigie en route",
  settings: "Sources et réglages",
  nothing: "Rien n'a encore quitté cette machine.",
  intro:
    "Vigie n'interroge personne avant que vous n'ayez répondu ici. Voici à qui elle demandera ensuite quoi, et à quel rythme.",
  change: "Changer quelque chose ici compte aussitôt, sans redémarrer.",
  faulty: "Rien n'a été enregistré : voyez ce qui manque ci-dessous.",
  faultIn: (field: string) => `Erreur : ${field}`,
  territory: "Où regardez-vous des films ?",
  territoryHelp:
    "Ce que l'on peut voir change d'un territoire à l'autre : il vous est demandé, jamais deviné. La France métropolitaine et chaque territoire d'outre-mer sont distincts.",
  choose: "Choisir un territoire",
  withPack: "Avec des sources prêtes",
  without: "Tous les autres",
  contact: "Comment les sites peuvent-ils vous joindre ?",
  contactHelp:
    "Une adresse e-mail ou une page web. Elle accompagne chaque demande, pour qu'un site gêné sache à qui le dire ; sans elle, aucun site n'est interrogé.",
  packs: "Que lire dès maintenant ?",
  packsHelp: "Rien de tout cela ne demande de clé ni de compte.",
  packFor: (title: string, territory: string) => `${title} (${territory})`,
  asks: (host: string, every: string) => `Demande à ${host}, environ toutes les ${every}`,
  pace: (wait: string) => `au moins ${wait} entre deux demandes`,
  noKey: "aucune clé",
  licences: {
    open: "réutilisable librement",
    display: "affiché ici sous son nom, jamais retransmis",
    none: "pour vos yeux seulement, jamais retransmis",
  },
  mail: "Envoyer un mail d'essai à",
  optional: "facultatif",
  mailHelp: (place: string) => `Un seul mail, par ${place}, pour voir s'il arrive.`,
  mailboxHelp: "Aucun envoi n'est réglé : le mail paraîtra dans Courrier, sur cette machine.",
  resend: "Resend",
  go: "Mettre en route",
  save: "Enregistrer",
  environment: (name: string, value: string) =>
    `${name} est réglé sur ${value} dans l'environnement, et l'emporte sur ce champ.`,
  keys: "Ce qu'une clé ajouterait",
  putKey: (name: string) => `Mettez-la dans le fichier .env, sous le nom ${name}, puis relancez Vigie.`,
  faults: {
    territory: {
      empty: "Choisissez un territoire dans la liste.",
      unknown: "Ce territoire n'est pas dans la liste.",
    },
    contact: {
      empty: "Indiquez une adresse e-mail ou une page web.",
      too_long: "200 caractères au plus.",
      unwritable: "Ni accent, ni parenthèse, ni saut de ligne : ces caractères ne peuvent pas accompagner une demande.",
      no_contact: "Ni adresse e-mail ni page web : par exemple moi@exemple.fr, ou https://exemple.fr/contact.",
    },
    packs: {
      unknown: (pack: string) => `« ${pack} » n'existe pas, ou plus.`,
      elsewhere: (pack: string) => `« ${pack} » est fait pour un autre territoire que celui choisi.`,
      address: (reason: string) => `Une adresse réglée dans l'environnement ne peut pas être interrogée : ${reason}`,
    },
    mail: "Ce n'est pas une adresse e-mail, comme moi@exemple.fr.",
  },
  done: "C'est enregistré.",
  sent: (to: string, place: string) => `Le mail d'essai pour ${to} a été remis à ${place}.`,
  kept: (to: string) => `Le mail d'essai pour ${to} est dans Courrier.`,
  unsent: (to: string, reason: string) => `Le mail d'essai pour ${to} n'est pas parti : ${reason}`,
  reads: "Ce qui est lu",
  noPack: "Aucune source n'est en service : rien n'est lu.",
  reading: "lecture en cours…",
  soon: "sera lue dans quelques secondes",
  noWorker: "attend : le programme qui lit les sources n'est pas en marche (npm start le lance)",
  paused: "en pause",
  state: { reading: "en cours", waiting: "à lire", good: "lue", failed: "échec", paused: "en pause" },
  countFilms: (count: number) => (count === 1 ? "un film" : `${numberInWords(count, "fr")}${nb}films`),
  countStated: (count: number) =>
    count === 0
      ? "rien n'y est annoncé en ce moment"
      : `${numberInWords(count, "fr")}${nb}annonces, aucune d'un film déjà au catalogue`,
  lastRead: (ago: string) => `dernière lecture ${ago}`,
  failed: (reason: string) => `Non lue : ${reason}.`,
  readBefore: (ago: string) => `Dernière lecture réussie ${ago}.`,
  retry: (when: string) => `Nouvel essai ${when}.`,
  seeHome: "Voir les films",
  invite: {
    title: "Première mise en route",
    text: "Vigie n'a encore interrogé personne. Dites-lui où vous êtes et ce qu'elle peut lire : les premiers films paraissent dans la minute.",
  },
  on: {
    countSources: (count: number) => (count === 1 ? "une source" : `${count}${nb}sources`),
    countFilms: (count: number) =>
      count === 0
        ? "aucun film à voir pour l'instant"
        : count === 1
          ? "un film à voir ou annoncé"
          : `${numberInWords(count, "fr")}${nb}films à voir ou annoncés`,
    none: "Aucune source n'a encore été lue",
    settings: "Sources et réglages",
  },
  firstLook: "déjà là à la première lecture",
  firstLookSince: (day: string) => `depuis le ${day}`,
}
