import { numberInWords } from "@vigie/core"

const nb = "\u00a0"
const films = (count: number) => (count === 1 ? "1 film" : `${numberInWords(count, "fr")}${nb}films`)

/** What the pages of a list that several people share say, in French. */
export const householdFr = {
  title: "Qui est sur la liste",
  emptyHelp: "Une liste pour tout le foyer.",
  alone: "Personne d'autre n'est sur cette liste. Invitez les vôtres, et elle devient celle du foyer.",
  together: (people: number) => `Vous êtes ${people} sur cette liste.`,
  local:
    "Cette installation n'a qu'une personne, sans compte ni connexion : il n'y a personne avec qui partager la liste. Pour en inviter, celle ou celui qui la tient l'ouvre aux comptes (VIGIE_ACCOUNTS=invite ou open).",
  people: "Les personnes",
  person: "Nom",
  role: "Rôle",
  since: "Depuis",
  acts: "Actions",
  you: "vous",
  roles: { owner: "tient la liste", member: "sur la liste" },
  remove: "Retirer",
  removeOf: (name: string) => `Retirer ${name} de la liste`,
  rulesTitle: "Ce qui est commun, ce qui est à chacun",
  rules: [
    "Les films sont communs : chacun en ajoute et en retire pour tous.",
    "La règle donnée à un film est celle de la liste : qui la change la change pour tous. Sans règle à lui, un film suit la règle par défaut de chacun.",
    "Les territoires, les plateformes, le rythme, les heures calmes et les canaux restent à chacun, et chacun est prévenu par les siens.",
    "« Vu », « pas intéressé » et « plus tard » restent à chacun : un film vu par l'un continue d'être annoncé aux autres. La liste montre aux autres ce que vous avez vu, rien d'autre.",
  ],
  inviteTitle: "Inviter quelqu'un",
  inviteHelp: "Un lien est montré une seule fois, ici. Il fait entrer une personne, et vaut sept jours.",
  inviteWho: {
    invite: "Elle doit déjà avoir un compte sur cette installation.",
    open: "Elle ouvre un compte si elle n'en a pas.",
  },
  email: "Son adresse e-mail (facultative)",
  emailHelp: "Si vous la donnez, le lien lui est aussi envoyé. Elle n'est pas gardée.",
  invite: "Créer un lien",
  faults: {
    address: "Ce n'est pas une adresse e-mail.",
    full: "Dix personnes au plus, invitations comprises. Retirez une invitation d'abord.",
    tooOften: (when: string) => `Trop d'invitations coup sur coup. Réessayez ${when}.`,
  },
  made: "Voici le lien. Il n'est montré qu'une fois : copiez-le maintenant.",
  mailed: (email: string) => `Si ${email} accepte nos mails, il y part aussi.`,
  open: "Invitations en attente",
  openLine: (since: string, until: string) => `Créée ${since}, valable jusqu'au ${until}`,
  revoke: "Annuler",
  revokeOf: (since: string) => `Annuler l'invitation créée ${since}`,
  leaveTitle: "Quitter la liste",
  leaveHelp: (count: number, heir: string | null) =>
    `Vous partez avec une copie (${films(count)}), règles comprises. La liste reste aux autres${heir === null ? "" : `, et ${heir} la tient désormais`}.`,
  leave: "Quitter cette liste",
  done: {
    revoke: "L'invitation est annulée : son lien ne vaut plus rien.",
    remove: "C'est fait. Cette personne garde une copie de la liste.",
    leave: "Vous êtes de nouveau sur une liste à vous, avec une copie de celle que vous avez quittée.",
    join: "Vous êtes sur la liste. Vos films y sont.",
  },
  gone: "Cela n'est plus possible : quelqu'un d'autre est passé avant.",
  join: {
    title: "Partager une liste",
    with: (names: string) => `On vous propose de partager une liste avec ${names}.`,
    films: (count: number) => `Elle a ${films(count)}.`,
    own: (brought: number, both: number) =>
      brought + both === 0
        ? "Votre liste est vide : il n'y a rien à y ajouter."
        : `${brought === 0 ? "Aucun de vos films ne lui manque" : `Elle reçoit de la vôtre ${films(brought)}, avec leurs règles`}${
            both === 0
              ? "."
              : ` ; ${both === 1 ? "1 film y est déjà" : `${films(both)} y sont déjà`}, et rien n'y est mis deux fois : la règle de la liste compte, la vôtre si elle n'en a pas.`
          }`,
    one: "Votre liste et celle-ci n'en font alors plus qu'une, commune. Vos « vu » et « pas intéressé » restent à vous ; les autres voient ce que vous avez vu.",
    back: "Vous pouvez repartir quand vous voulez, avec une copie.",
    go: "Rejoindre cette liste",
    refusals: {
      gone: "Ce lien ne vaut plus rien : il a servi, a été annulé, ou a plus de sept jours. Demandez-en un autre.",
      member: "Vous êtes déjà sur cette liste.",
      shared: "Vous partagez déjà une liste. Quittez-la d'abord : on n'est que sur une liste à la fois.",
      full: "Cette liste est au complet : dix personnes au plus.",
    },
    list: "Ma liste",
    people: "Qui est sur ma liste",
  },
  seenBy: (names: string) => `Vu par ${names}`,
}
