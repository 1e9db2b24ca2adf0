import { numberInWords } from "@vigie/core"
import type { GatheredPhrases } from "./gathered.ts"

const many = (one: string, more: string) => (count: number) =>
  count === 1 ? `1 ${one}` : `${numberInWords(count, "en")} ${more}`
const asked = (what: string) => `You receive this e-mail because you asked to be told about ${what}.`

export const gatheredEn: GatheredPhrases = {
  digest: {
    title: {
      now: (day) => `Your films, ${day}`,
      daily: (day) => `Your films on ${day}`,
      weekly: (day) => `Your films' week, up to ${day}`,
      monthly: (day) => `Your films' month, up to ${day}`,
    },
    subject: (title, counts) => `${title}: ${counts.join(", ")}`,
    counts: {
      closing: many("leaving soon", "leaving soon"),
      correction: many("correction", "corrections"),
      available: many("to watch", "to watch"),
      prices: many("price or version", "prices or versions"),
      announced: many("announced", "announced"),
      moved: many("new date", "new dates"),
      closed: many("gone", "gone"),
    },
    more: (left) => `And ${left} others, in what you were told`,
    why: "You receive this e-mail because you asked for your news together, or because there was a lot of it at once.",
  },
  parts: {
    closing: "Leaving soon",
    correction: "Corrections",
    available: "To watch now",
    prices: "Prices and versions",
    announced: "Announced",
    moved: "New dates",
    closed: "Gone",
  },
  instead: (price, before) => `${price} instead of ${before}`,
  back: (day) => (day === null ? "Back" : `Back, after it had gone on ${day}`),
  atTarget: "the price you were waiting for",
  lowest: "never seen so low",
  newsletter: {
    titles: {
      list: "Your list",
      services: "New on your services",
      leaving: "Leaving soon",
      prices: "Price drops",
      operator: "News of Vigie",
    },
    place: (name) => `Shot in a place: ${name}`,
    day: (day) => `Of ${day}`,
    on: (day) => `On ${day}`,
    period: (from, to) => `From ${from} to ${to}`,
    subject: (title, first, others) => {
      if (first === null) return title
      return `${title}: ${first}${others === 0 ? "" : others === 1 ? " and one other" : ` and ${numberInWords(others, "en")} others`}`
    },
    why: "You receive this newsletter because you asked for it in your account.",
  },
  stops: {
    film: "Stop receiving e-mails about this film",
    rule: "Stop being told about this",
    newsletter: "Stop receiving this newsletter",
    all: "Stop receiving any of these e-mails",
  },
  rules: {
    person: (name) => asked(`films by ${name}`),
    place: (name) => asked(`films shot in ${name}`),
    department: (name) => asked(`films shot in this department: ${name}`),
    provider: (name) => asked(`what comes to ${name}`),
    list: (name) => asked(`the films of this list: ${name}`),
    award: (name) => asked(`films with an award: ${name}`),
  },
}
