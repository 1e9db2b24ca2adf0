import { listInWords, NBSP } from "@vigie/core"
import { correctionOf } from "./corrections.ts"
import type { Facts, Phrases, Sentences } from "./phrases.ts"

const COLON = `${NBSP}: `
const before = (until: string | null) => (until === null ? "" : `, ${until}`)
const period = (since: string | null, until: string | null) =>
  [since, until].filter((words) => words !== null).join(", ") || "sans date de fin annoncée"
const seen = ({ count, where, how, until }: Facts) =>
  count > 1 ? `Vous pouvez le voir sur ${where}.` : `Vous pouvez le voir sur ${where}, ${how}${before(until)}.`

const onAir = ({ title, where, start }: Facts): Sentences => {
  const words = start === null ? "" : ` ${start}`
  return {
    kicker: "À la télévision",
    subject: `${title} passe sur ${where}${words}`,
    lead: `Il passe sur ${where}${words}.`,
  }
}
const corrections: Phrases["corrections"] = {
  returned: ({ title, where, until }) => ({
    subject: `${title} est finalement toujours sur ${where}`,
    lead: `Nous l'avions cru parti${COLON}on peut toujours le voir sur ${where}${before(until)}.`,
  }),
  announced_again: ({ title, where, since }) => ({
    subject: `${title} n'est finalement pas encore sur ${where}`,
    lead: `Nous l'avions cru disponible${COLON}${where} l'annonce maintenant ${since ?? "pour plus tard"}.`,
  }),
  value_returned: ({ title, where, how, until }) => ({
    subject: `${title}${COLON}retour en arrière sur ${where}`,
    lead: `Ce qui avait changé sur ${where} est redevenu comme avant${COLON}${how}${before(until)}.`,
  }),
  not_there: ({ title, where }) => ({
    subject: `${title} n'est finalement pas sur ${where}`,
    lead: `${where} ne le montre plus${COLON}on ne peut pas l'y voir.`,
  }),
  withdrawn_before_opening: ({ title, where }) => ({
    subject: `${title} n'est plus annoncé sur ${where}`,
    lead: `L'annonce a été retirée${COLON}${where} ne le prévoit plus.`,
  }),
  other: ({ title, where }) => ({
    subject: `${title}${COLON}rectification sur ${where}`,
    lead: `Ce que nous vous avions dit de ${where} a été rectifié. Voici ce qui est lu maintenant.`,
  }),
}

const reached = ({ reached }: Facts): string => {
  if (reached === null) return ""
  const { price, target, lowest } = reached
  if (target === null) return lowest ? ` ${price}${COLON}nous ne l'avons jamais vu moins cher.` : ""
  const least = lowest ? ", et nous ne l'avons jamais vu moins cher" : ""
  return ` Vous attendiez ${target} ou moins${COLON}le voilà à ${price}${least}.`
}

export const fr: Phrases = {
  tell: {
    available: (facts) =>
      facts.broadcast
        ? onAir(facts)
        : {
            kicker: "Disponible",
            subject: `${facts.title} est disponible sur ${facts.where}${facts.lastDay === null ? "" : ` jusqu'au ${facts.lastDay}`}`,
            lead: `${seen(facts)}${reached(facts)}`,
          },
    first_answer: (facts) => ({
      kicker: "Déjà disponible",
      subject: `${facts.title} est déjà disponible sur ${facts.where}`,
      lead: `${seen(facts)}${reached(facts)} Nous vous écrirons si cela change.`,
    }),
    back: (facts) => ({
      kicker: "De retour",
      subject: `${facts.title} est de retour sur ${facts.where}${facts.lastDay === null ? "" : ` jusqu'au ${facts.lastDay}`}`,
      lead:
        facts.away === null
          ? `Il était parti, le revoilà. ${seen(facts)}`
          : `${facts.away.here ? "Il n'y était plus depuis" : "Il avait quitté une autre plateforme"} le ${facts.away.day}, le revoilà. ${seen(facts)}`,
    }),
    closing: ({ title, where, until, lastDay }) => ({
      kicker: "Bientôt fini",
      subject: `${title} quitte bientôt ${where}${lastDay === null ? "" : `${COLON}dernier jour le ${lastDay}`}`,
      lead: `Il reste peu de temps pour le voir sur ${where}${COLON}${until ?? "la fin approche"}.`,
    }),
    announced: ({ title, where, broadcast, start, since, firstDay }) => ({
      kicker: "Annoncé",
      subject: broadcast
        ? `${title} passe sur ${where}${start === null ? "" : ` ${start}`}`
        : `${title} arrive sur ${where}${firstDay === null ? "" : ` le ${firstDay}`}`,
      lead: broadcast
        ? `Il passera sur ${where}${start === null ? ", à une date encore inconnue" : ` ${start}`}.`
        : `On pourra le voir sur ${where}${since === null ? ", à une date encore inconnue" : ` ${since}`}.`,
    }),
    moved: ({ title, where, since, until, lastDay, broadcast, start }) => ({
      kicker: "Nouvelles dates",
      subject: `${title}${COLON}nouvelles dates sur ${where}${broadcast || lastDay === null ? "" : `, jusqu'au ${lastDay}`}`,
      lead:
        broadcast && start !== null
          ? `L'horaire a changé${COLON}il passe sur ${where} ${start}.`
          : `Les dates ont changé${COLON}${where} le propose ${period(since, until)}.`,
    }),
    repriced: (facts) => {
      const { title, where, price, how } = facts
      const lead = `Le prix a changé. Vous pouvez le voir sur ${where}, ${how}.${reached(facts)}`
      if (facts.reached !== null) {
        const { target, price: now } = facts.reached
        const said = target === null ? "jamais aussi bas" : "le prix que vous attendiez"
        return {
          kicker: target === null ? "Prix le plus bas" : "Prix attendu",
          subject: `${title} à ${now} sur ${where}${COLON}${said}`,
          lead,
        }
      }
      return {
        kicker: price?.falls === false ? "Prix en hausse" : price === null ? "Nouveau prix" : "Prix en baisse",
        subject:
          price === null
            ? `${title}${COLON}nouveau prix sur ${where}`
            : `${title} passe de ${price.before} à ${price.after} sur ${where}`,
        lead,
      }
    },
    terms: ({ title, where, gained, lost, direction }) =>
      direction === "reduced"
        ? {
            kicker: "Choix réduit",
            subject:
              lost === null
                ? `${title}${COLON}moins de choix sur ${where}`
                : `${title} n'est plus proposé ${lost} sur ${where}`,
            lead: `${where} ne le propose plus${lost === null ? " dans les mêmes conditions" : ` ${lost}`}.`,
          }
        : {
            kicker: "Mieux qu'avant",
            subject: `${title}${COLON}${gained === null ? "plus de choix" : `maintenant ${gained}`} sur ${where}`,
            lead: `${where} le propose maintenant${gained === null ? " dans de meilleures conditions" : ` ${gained}`}.`,
          },
    closed: ({ title, where }) => ({
      kicker: "C'est fini",
      subject: `${title} a quitté ${where}`,
      lead: `On ne peut plus le voir sur ${where}. Nous vous écrirons s'il revient quelque part.`,
    }),
    corrected: (facts) => ({ kicker: "Rectification", ...corrections[correctionOf(facts.reason)](facts) }),
    correction: (facts) => {
      const { subject, lead } = corrections[correctionOf(facts.reason)](facts)
      const before = facts.said === null ? "" : `Ce que nous vous avions dit le ${facts.said.when} était faux. `
      return { kicker: "Rectification", subject: `Rectification${COLON}${subject}`, lead: `${before}${lead}` }
    },
  },
  corrections,
  several: {
    subject: (count, titles, oneFilm) =>
      oneFilm ? `${titles}${COLON}${count} nouvelles` : `${count} nouvelles de vos films${COLON}${titles}`,
    heading: (count) => (count === 1 ? "Une nouvelle de vos films" : `${count} nouvelles de vos films`),
    why: "Vous recevez cet e-mail parce que ces films sont dans votre liste.",
  },
  test: {
    kicker: "Mail d'essai",
    subject: "Vigie peut vous écrire",
    title: "Il arrive",
    lead: "Voici à quoi ressemblent les mails de Vigie. Les prochains parleront de films, le jour où l'on peut les voir et avant qu'ils ne partent.",
    rows: { from: "Expéditeur", via: "Envoyé par", at: "Écrit le" },
    page: "Ouvrir Vigie",
    why: "Vous recevez cet e-mail parce que quelqu'un a saisi votre adresse pour essayer cette installation de Vigie. Rien d'autre n'y sera envoyé pour cela.",
  },
  why: (title) => `Vous recevez cet e-mail parce que ${title} est dans votre liste.`,
  rhythm: "Choisir quand ces e-mails partent",
  list: "Voir votre liste",
  demo: `Démonstration${COLON}ce film, cette plateforme et ces dates sont inventés.`,
  filmPage: "La page du film, avec l'historique et les preuves",
  originalTitle: (title) => `titre original${COLON}${title}`,
  watch: (provider) => `Regarder sur ${provider}`,
  look: (provider) => `Voir sa page sur ${provider}`,
  home: {
    label: (provider) => `Aller sur ${provider}`,
    note: (provider) => `Aucun lien direct vers le film n'est connu${COLON}ce lien mène à l'accueil de ${provider}.`,
  },
  readAt: (source) => `Lu sur ${source}`,
  readOn: (source, when) => `Lu sur ${source} le ${when}`,
  quote: (words) => `«${NBSP}${words}${NBSP}»`,
  and: (words) => listInWords(words, "fr"),
  others: (first, others) => `${first} et ${others} autres`,
  rows: { where: "Où", how: "Comment", languages: "Langues", when: "Quand", said: "Nous disions" },
  subtitles: (languages) => `sous-titres${COLON}${languages}`,
  withSubtitles: (languages) => `avec sous-titres en ${languages}`,
  inQuality: (qualities) => `en ${qualities}`,
  priced: (how, price, from) => `${how} ${from ? "à partir de" : "à"} ${price}`,
  colon: COLON,
  was: (before) => `avant${COLON}${before}`,
  noEnd: "date de fin non annoncée",
  inferred: "(date calculée, non annoncée)",
  endedOn: (day) => `terminé le ${day}`,
  goneSince: (day) => `n'y est plus depuis le ${day}`,
  ways: {
    rent: "en location",
    buy: "à l'achat",
    subscription: "avec un abonnement",
    ads: "gratuitement avec publicité",
    free: "gratuitement",
    unknown: "en VOD",
    replay: "en replay gratuit",
    replay_subscription: "en replay, avec un abonnement",
    replay_unknown: "en replay",
    replay_ads: "en replay gratuit avec publicité",
    broadcast: "à la télévision",
  },
}
