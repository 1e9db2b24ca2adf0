import { listInWords } from "@vigie/core"
import { correctionOf } from "./corrections.ts"
import type { Facts, Phrases, Sentences } from "./phrases.ts"

const before = (until: string | null) => (until === null ? "" : `, ${until}`)
const period = (since: string | null, until: string | null) =>
  [since, until].filter((words) => words !== null).join(", ") || "with no end announced"
const seen = ({ count, where, how, until }: Facts) =>
  count > 1 ? `You can watch it on ${where}.` : `You can watch it on ${where}, ${how}${before(until)}.`

const onAir = ({ title, where, start }: Facts): Sentences => {
  const words = start === null ? "" : `, ${start}`
  return { kicker: "On television", subject: `${title} is on ${where}${words}`, lead: `It is on ${where}${words}.` }
}
const corrections: Phrases["corrections"] = {
  returned: ({ title, where, until }) => ({
    subject: `${title} is still on ${where} after all`,
    lead: `We thought it had gone: it can still be watched on ${where}${before(until)}.`,
  }),
  announced_again: ({ title, where, since }) => ({
    subject: `${title} is not on ${where} yet after all`,
    lead: `We thought it was available: ${where} now announces it ${since ?? "for later"}.`,
  }),
  value_returned: ({ title, where, how, until }) => ({
    subject: `${title}: back to what it was on ${where}`,
    lead: `What had changed on ${where} is as it was before: ${how}${before(until)}.`,
  }),
  not_there: ({ title, where }) => ({
    subject: `${title} is not on ${where} after all`,
    lead: `${where} no longer shows it: it cannot be watched there.`,
  }),
  withdrawn_before_opening: ({ title, where }) => ({
    subject: `${title} is no longer announced on ${where}`,
    lead: `The announcement was withdrawn: ${where} no longer plans to show it.`,
  }),
  other: ({ title, where }) => ({
    subject: `${title}: a correction about ${where}`,
    lead: `What we told you about ${where} was corrected. This is what is read now.`,
  }),
}

const reached = ({ reached }: Facts): string => {
  if (reached === null) return ""
  const { price, target, lowest } = reached
  if (target === null) return lowest ? ` ${price}: we have never seen it cheaper.` : ""
  const least = lowest ? ", and we have never seen it cheaper" : ""
  return ` You were waiting for ${target} or less: it is ${price} now${least}.`
}

export const en: Phrases = {
  tell: {
    available: (facts) =>
      facts.broadcast
        ? onAir(facts)
        : {
            kicker: "Available",
            subject: `${facts.title} is available on ${facts.where}${facts.lastDay === null ? "" : ` until ${facts.lastDay}`}`,
            lead: `${seen(facts)}${reached(facts)}`,
          },
    first_answer: (facts) => ({
      kicker: "Already available",
      subject: `${facts.title} is already available on ${facts.where}`,
      lead: `${seen(facts)}${reached(facts)} We will write if that changes.`,
    }),
    back: (facts) => ({
      kicker: "Back",
      subject: `${facts.title} is back on ${facts.where}${facts.lastDay === null ? "" : ` until ${facts.lastDay}`}`,
      lead:
        facts.away === null
          ? `It had gone, and is back. ${seen(facts)}`
          : `${facts.away.here ? "It had been gone since" : "It had left another service on"} ${facts.away.day}, and is back. ${seen(facts)}`,
    }),
    closing: ({ title, where, until, lastDay }) => ({
      kicker: "Leaving soon",
      subject: `${title} leaves ${where} soon${lastDay === null ? "" : `: last day ${lastDay}`}`,
      lead: `There is little time left to watch it on ${where}: ${until ?? "it ends soon"}.`,
    }),
    announced: ({ title, where, broadcast, start, since, firstDay }) => ({
      kicker: "Announced",
      subject: broadcast
        ? `${title} is on ${where}${start === null ? "" : `, ${start}`}`
        : `${title} comes to ${where}${firstDay === null ? "" : ` on ${firstDay}`}`,
      lead: broadcast
        ? `It will be on ${where}${start === null ? ", on a date not known yet" : `, ${start}`}.`
        : `You will be able to watch it on ${where}${since === null ? ", from a date not known yet" : ` ${since}`}.`,
    }),
    moved: ({ title, where, since, until, lastDay, broadcast, start }) => ({
      kicker: "New dates",
      subject: `${title}: new dates on ${where}${broadcast || lastDay === null ? "" : `, until ${lastDay}`}`,
      lead:
        broadcast && start !== null
          ? `The time has changed: it is on ${where}, ${start}.`
          : `The dates have changed: ${where} has it ${period(since, until)}.`,
    }),
    repriced: (facts) => {
      const { title, where, price, how } = facts
      const lead = `The price has changed. You can watch it on ${where}, ${how}.${reached(facts)}`
      if (facts.reached !== null) {
        const { target, price: now } = facts.reached
        const said = target === null ? "never so low" : "the price you were waiting for"
        return {
          kicker: target === null ? "Lowest price" : "Awaited price",
          subject: `${title} for ${now} on ${where}: ${said}`,
          lead,
        }
      }
      return {
        kicker: price?.falls === false ? "Price up" : price === null ? "New price" : "Price down",
        subject:
          price === null
            ? `${title}: new price on ${where}`
            : `${title} goes from ${price.before} to ${price.after} on ${where}`,
        lead,
      }
    },
    terms: ({ title, where, gained, lost, direction }) =>
      direction === "reduced"
        ? {
            kicker: "Less choice",
            subject: lost === null ? `${title}: less choice on ${where}` : `${title} is no longer ${lost} on ${where}`,
            lead: `${where} no longer has it${lost === null ? " on the same terms" : ` ${lost}`}.`,
          }
        : {
            kicker: "Better than before",
            subject: `${title}: ${gained === null ? "more choice" : `now ${gained}`} on ${where}`,
            lead: `${where} now has it${gained === null ? " on better terms" : ` ${gained}`}.`,
          },
    closed: ({ title, where }) => ({
      kicker: "It is over",
      subject: `${title} has left ${where}`,
      lead: `It can no longer be watched on ${where}. We will write if it comes back anywhere.`,
    }),
    corrected: (facts) => ({ kicker: "Correction", ...corrections[correctionOf(facts.reason)](facts) }),
    correction: (facts) => {
      const { subject, lead } = corrections[correctionOf(facts.reason)](facts)
      const before = facts.said === null ? "" : `What we told you on ${facts.said.when} was wrong. `
      return { kicker: "Correction", subject: `Correction: ${subject}`, lead: `${before}${lead}` }
    },
  },
  corrections,
  several: {
    subject: (count, titles, oneFilm) =>
      oneFilm ? `${titles}: ${count} pieces of news` : `${count} pieces of news about your films: ${titles}`,
    heading: (count) => (count === 1 ? "News about your films" : `${count} pieces of news about your films`),
    why: "You receive this e-mail because these films are on your list.",
  },
  test: {
    kicker: "Test mail",
    subject: "Vigie can write to you",
    title: "It arrives",
    lead: "This is what Vigie's mails look like. The next ones will be about films: the day one can be watched, and before it leaves.",
    rows: { from: "Sender", via: "Sent by", at: "Written on" },
    page: "Open Vigie",
    why: "You receive this e-mail because somebody entered your address to try out this Vigie. Nothing else will be sent to it because of that.",
  },
  why: (title) => `You receive this e-mail because ${title} is on your list.`,
  rhythm: "Choose when these e-mails leave",
  list: "See your list",
  demo: "Demonstration: this film, this provider and these dates are invented.",
  filmPage: "The film's page, with its history and proofs",
  originalTitle: (title) => `original title: ${title}`,
  watch: (provider) => `Watch on ${provider}`,
  look: (provider) => `See its page on ${provider}`,
  home: {
    label: (provider) => `Go to ${provider}`,
    note: (provider) => `No direct link to the film is known: this link goes to the home page of ${provider}.`,
  },
  readAt: (source) => `Read on ${source}`,
  readOn: (source, when) => `Read on ${source} on ${when}`,
  quote: (words) => `“${words}”`,
  and: (words) => listInWords(words, "en"),
  others: (first, others) => `${first} and ${others} others`,
  rows: { where: "Where", how: "How", languages: "Languages", when: "When", said: "We said" },
  subtitles: (languages) => `subtitles: ${languages}`,
  withSubtitles: (languages) => `with subtitles in ${languages}`,
  inQuality: (qualities) => `in ${qualities}`,
  priced: (how, price, from) => `${how} ${from ? "from" : "for"} ${price}`,
  colon: ": ",
  was: (before) => `before: ${before}`,
  noEnd: "no end announced",
  inferred: "(worked out, not announced)",
  endedOn: (day) => `ended on ${day}`,
  goneSince: (day) => `gone since ${day}`,
  ways: {
    rent: "to rent",
    buy: "to buy",
    subscription: "with a subscription",
    ads: "free with ads",
    free: "for free",
    unknown: "on demand",
    replay: "on free catch-up",
    replay_subscription: "on catch-up, with a subscription",
    replay_unknown: "on catch-up",
    replay_ads: "on free catch-up with ads",
    broadcast: "on television",
  },
}
