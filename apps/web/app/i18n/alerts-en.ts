import { numberInWords } from "@vigie/core"
import type { alertsFr } from "./alerts-fr.ts"

const nb = "\u00a0"
const number = (count: number) => numberInWords(count, "en")
const things = (count: number) => (count === 1 ? "One thing waits" : `${number(count)}${nb}things wait`)

/** The same in English. */
export const alertsEn: typeof alertsFr = {
  title: "My alerts",
  done: {
    saved: "Saved. What was waiting follows your new hours.",
    sent: "What was waiting goes now.",
    nothing: "Nothing was waiting.",
  },
  waiting: "What waits",
  nothingWaits: "Nothing waits.",
  waits: {
    digest: (count, when, by) => `${things(count)} for the digest of ${when}, ${by}`,
    quiet: (count, when, by) => `${things(count)} for the end of the quiet hours, ${when}, ${by}`,
    soon: (count, when, by) => `${things(count)} for other news of the same film, ${when} at the latest, ${by}`,
    hour: (count, when, by) => `${things(count)} for ${when}, ${by}`,
  },
  sendNow: "Send it all now",
  told: "All that I was told",
  rhythm: "How often",
  when: "When to tell me",
  whenHelp: "A film that would leave before the digest, or within the day, never waits.",
  now: "At once, a mail for each piece of news",
  hour: "At what hour",
  hourHelp: (zone) => `That of digests, by the clock of ${zone}.`,
  hourIs: (hour) => `${String(hour).padStart(2, "0")}:00`,
  quiet: "Quiet hours",
  quietHelp:
    "Nothing goes between these hours; it waits for their end and is never lost. Leave empty to be told at any hour.",
  from: "From",
  to: "To",
  cap: "Messages a day, at most",
  capHelp: "From 1 to 100. Over that, the rest comes in one digest.",
  rules: "Of what",
  faults: {
    when: "Choose a rhythm from the list.",
    hour: "Choose an hour from the list.",
    cap: "A number from 1 to 100.",
    both: "Say both hours, or neither.",
    time: "An hour is written 22:30.",
    same: "Both hours are the same.",
  },
  moved: "Rhythm, hour and quiet hours are set with the alerts.",
  standing: {
    title: "Standing rules",
    help: "They tell you of films that you do not follow yet: of a person, a place, a service.",
    none: "None yet. A standing rule tells you of films that you do not follow: of a person, a place, a service.",
    count: (count) =>
      count === 0 ? "Add a standing rule" : count === 1 ? "My standing rule" : `My ${number(count)}${nb}standing rules`,
    about: {
      person: (name) => `Any film of ${name}`,
      department: (name) => `Any film shot in the department ${name}`,
      place: (name) => `Any film shot in ${name}`,
      provider: (name) => `Any film on ${name}`,
      award: (name) => `Any film with an award: ${name}`,
      list: (name) => `Any film of the list “${name}”`,
    },
    scopes: {
      person: "a person",
      department: "a department",
      place: "a town",
      provider: "a service",
      award: "an award or a festival",
      list: "a list",
    },
    told: (count) =>
      count === 0 ? "Has told nothing yet." : `Has told you ${count === 1 ? "once" : `${number(count)}${nb}times`}.`,
    change: "Change",
    changeOf: (about) => `Change: ${about}`,
    end: "Delete",
    endOf: (about) => `Delete: ${about}`,
    add: "A new rule",
    of: "The films of…",
    name: "Name",
    find: "Find",
    found: (count, query) =>
      count === 0
        ? `Nothing of that name: “${query}”.`
        : count === 1
          ? `Found for “${query}”:`
          : `${number(count)} found for “${query}”:`,
    ofList: "Or: every film of my list",
    fresh: "It tells only what changes from now on.",
    known: "You have this rule already: here it is, to be changed.",
    tooMany: "A hundred standing rules are the most anybody may have: delete one first.",
    done: {
      added: "The rule is added: it tells what changes from now on.",
      changed: "The rule is changed.",
      ended: "The rule is deleted.",
    },
    back: "My standing rules",
    tellMe: "Tell me",
    tellMeOf: (name) => `Tell me of films: ${name}`,
  },
}
