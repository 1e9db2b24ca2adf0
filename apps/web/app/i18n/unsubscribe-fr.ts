import { atInFrench, ofInFrench } from "@vigie/core"

const nb = "\u00a0"

/** What stands behind the links of a mail that stop it, in French. */
export const unsubscribeFr = {
  title: "Ne plus recevoir de mails",
  film: {
    ask: (film: string) => `Ne plus être prévenu pour « ${film} »${nb}?`,
    what: "Ce film quittera votre liste. Les autres y restent, et l'historique du film aussi.",
    go: "Ne plus suivre ce film",
    done: (film: string) => `C'est fait${nb}: plus aucun mail ne partira pour « ${film} ».`,
    again: (film: string) => `Aucun mail ne part pour « ${film} ».`,
    back: "Suivre ce film à nouveau",
  },
  stays: {
    what: "Ce film reste sur la liste que vous partagez, si vous en partagez une : vous seul n'en saurez plus rien. L'historique du film reste aussi.",
    go: "Ne plus être prévenu",
  },
  rule: {
    ask: (rule: string) => `Ne plus être prévenu pour cela${nb}: ${rule}${nb}?`,
    what: "Cette règle s'arrête. Les films de votre liste restent suivis.",
    go: "Arrêter cette règle",
    done: (rule: string) => `C'est fait${nb}: plus aucun mail ne partira pour cela${nb}: ${rule}.`,
    again: (rule: string) => `Cette règle est arrêtée, aucun mail ne part pour cela${nb}: ${rule}.`,
    back: "La remettre en marche",
  },
  newsletter: {
    ask: (letter: string) => `Ne plus recevoir la lettre « ${letter} »${nb}?`,
    what: "Les autres lettres et les nouvelles de vos films continuent.",
    go: "Arrêter cette lettre",
    done: (letter: string) => `C'est fait${nb}: la lettre « ${letter} » ne partira plus.`,
    again: (letter: string) => `La lettre « ${letter} » n'est pas, ou plus, demandée${nb}: elle ne part pas.`,
    back: "La recevoir à nouveau",
  },
  all: {
    ask: () => `Ne plus recevoir aucun mail de Vigie${nb}?`,
    what: "Votre liste, vos règles et vos lettres restent, mais rien n'en partira plus par mail. Seuls les mails de votre compte (mot de passe, adresse) partent encore.",
    go: "Tout arrêter",
    done: () => `C'est fait${nb}: plus aucun de ces mails ne partira.`,
    again: () => `Vos mails sont arrêtés${nb}: aucun ne part.`,
    back: "Recevoir à nouveau ces mails",
  },
  backNow: `Un mail partira à nouveau s'il y a du nouveau.`,
  orAll: "Ou ne plus recevoir aucun mail",
  rules: {
    person: (name: string) => `les films ${ofInFrench(name)}`,
    place: (name: string) => `les films tournés ${atInFrench(name)}`,
    department: (name: string) => `les films tournés dans ce département, ${name}`,
    provider: (name: string) => `ce qui arrive sur ${name}`,
    list: (name: string) => `les films de la liste ${name}`,
    award: (name: string) => `les films primés, ${name}`,
  },
  see: "Voir la fiche du film",
  letters: "Voir vos lettres",
  list: "Voir votre liste",
  bad: "Ce lien n'est pas valable",
  badHelp:
    "Il a peut-être été coupé par votre messagerie. Copiez l'adresse entière depuis le mail, ou retirez le film depuis votre liste.",
}
