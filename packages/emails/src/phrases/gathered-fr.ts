import { atInFrench, NBSP, numberInWords, ofInFrench } from "@vigie/core"
import type { GatheredPhrases } from "./gathered.ts"

const COLON = `${NBSP}: `
const many = (one: string, more: string) => (count: number) =>
  count === 1 ? `1${NBSP}${one}` : `${numberInWords(count, "fr")}${NBSP}${more}`
const asked = (what: string) => `Vous recevez cet e-mail parce que vous avez demandé à être prévenu ${what}.`

export const gatheredFr: GatheredPhrases = {
  digest: {
    title: {
      now: (day) => `Vos films, ${day}`,
      daily: (day) => `Le point du ${day}`,
      weekly: (day) => `La semaine de vos films, au ${day}`,
      monthly: (day) => `Le mois de vos films, au ${day}`,
    },
    subject: (title, counts) => `${title}${COLON}${counts.join(", ")}`,
    counts: {
      closing: many("part bientôt", "partent bientôt"),
      correction: many("rectification", "rectifications"),
      available: many("à voir", "à voir"),
      prices: many("prix ou version", "prix ou versions"),
      announced: many("annoncé", "annoncés"),
      moved: many("nouvelle date", "nouvelles dates"),
      closed: many("parti", "partis"),
    },
    more: (left) => `Et ${left} autres, dans ce qui vous a été dit`,
    why: "Vous recevez cet e-mail parce que vous avez demandé que vos nouvelles soient groupées, ou parce qu'il y en avait beaucoup d'un coup.",
  },
  parts: {
    closing: "Partent bientôt",
    correction: "Rectifications",
    available: "À voir maintenant",
    prices: "Prix et versions",
    announced: "Annoncés",
    moved: "Nouvelles dates",
    closed: "Partis",
  },
  instead: (price, before) => `${price} au lieu de ${before}`,
  back: (day) => (day === null ? "De retour" : `De retour, après être parti le ${day}`),
  atTarget: "le prix que vous attendiez",
  lowest: "jamais vu aussi bas",
  newsletter: {
    titles: {
      list: "Votre liste",
      services: "Nouveautés de vos plateformes",
      leaving: "Bientôt partis",
      prices: "Baisses de prix",
      operator: "Nouvelles de Vigie",
    },
    place: (name) => `Tournés dans un lieu${COLON}${name}`,
    day: (day) => `Du ${day}`,
    on: (day) => `Au ${day}`,
    period: (from, to) => `Du ${from} au ${to}`,
    subject: (title, first, others) => {
      if (first === null) return title
      return `${title}${COLON}${first}${others === 0 ? "" : others === 1 ? " et un autre" : ` et ${numberInWords(others, "fr")} autres`}`
    },
    why: "Vous recevez cette lettre parce que vous l'avez demandée dans votre compte.",
  },
  stops: {
    film: "Ne plus recevoir d'e-mails sur ce film",
    rule: "Ne plus être prévenu pour cela",
    newsletter: "Ne plus recevoir cette lettre",
    all: "Ne plus recevoir aucun de ces e-mails",
  },
  rules: {
    person: (name) => asked(`des films ${ofInFrench(name)}`),
    place: (name) => asked(`des films tournés ${atInFrench(name)}`),
    department: (name) => asked(`des films tournés dans ce département${COLON}${name}`),
    provider: (name) => asked(`de ce qui arrive sur ${name}`),
    list: (name) => asked(`des films de cette liste${COLON}${name}`),
    award: (name) => asked(`des films primés${COLON}${name}`),
  },
}
