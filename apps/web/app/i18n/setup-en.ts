import { numberInWords } from "@vigie/core"
import type { setupFr } from "./setup-fr.ts"

const nb = "\u00a0"

/** What the set-up page and the home page say of what is read, in English. */
export const setupEn: typeof setupFr = {
  title: "Set Vigie up",
  settings: "Sources and settings",
  nothing: "Nothing has left this machine yet.",
  intro: "Vigie asks nobody before you have answered here. This is whom it will ask then, for what, and how often.",
  change: "What you change here counts at once, without a restart.",
  faulty: "Nothing was saved: see below what is missing.",
  faultIn: (field) => `Error: ${field}`,
  territory: "Where do you watch films?",
  territoryHelp:
    "What can be watched differs from one territory to the next: you are asked, it is never guessed. Metropolitan France and each of its overseas territories are apart.",
  choose: "Choose a territory",
  withPack: "With sources at hand",
  without: "All others",
  contact: "How can sites reach you?",
  contactHelp:
    "An e-mail address or a web page. It goes with each request, so that a site that minds knows whom to tell; without it no site is asked.",
  packs: "What to read from now on?",
  packsHelp: "None of it needs a key or an account.",
  packFor: (title, territory) => `${title} (${territory})`,
  asks: (host, every) => `Asks ${host}, about every ${every}`,
  pace: (wait) => `at least ${wait} between two requests`,
  noKey: "no key",
  licences: {
    open: "free to use again",
    display: "shown here under its name, never passed on",
    none: "for your eyes only, never passed on",
  },
  mail: "Send a test mail to",
  optional: "optional",
  mailHelp: (place) => `One mail, by ${place}, to see whether it arrives.`,
  mailboxHelp: "No way to send mail is set: it will show under Mail, on this machine.",
  resend: "Resend",
  go: "Set up",
  save: "Save",
  environment: (name, value) => `${name} is set to ${value} in the environment, and wins over this field.`,
  keys: "What a key would add",
  putKey: (name) => `Put it into the file .env, as ${name}, then start Vigie again.`,
  faults: {
    territory: {
      empty: "Choose a territory from the list.",
      unknown: "This territory is not in the list.",
    },
    contact: {
      empty: "Give an e-mail address or a web page.",
      too_long: "200 characters at most.",
      unwritable: "No accents, parentheses or line breaks: such characters cannot go with a request.",
      no_contact: "Neither an e-mail address nor a web page: me@example.org, say, or https://example.org/contact.",
    },
    packs: {
      unknown: (pack) => `“${pack}” does not exist, or no longer.`,
      elsewhere: (pack) => `“${pack}” is made for another territory than the one chosen.`,
      address: (reason) => `An address set in the environment cannot be asked: ${reason}`,
    },
    mail: "This is no e-mail address, such as me@example.org.",
  },
  done: "Saved.",
  sent: (to, place) => `The test mail for ${to} was handed to ${place}.`,
  kept: (to) => `The test mail for ${to} is under Mail.`,
  unsent: (to, reason) => `The test mail for ${to} did not leave: ${reason}`,
  reads: "What is read",
  noPack: "No source is on: nothing is read.",
  reading: "being read…",
  soon: "will be read within seconds",
  noWorker: "waits: the program that reads the sources does not run (npm start starts it)",
  paused: "paused",
  state: { reading: "reading", waiting: "to read", good: "read", failed: "failed", paused: "paused" },
  countFilms: (count) => (count === 1 ? "one film" : `${numberInWords(count, "en")}${nb}films`),
  countStated: (count) =>
    count === 0
      ? "nothing is stated there at the moment"
      : `${numberInWords(count, "en")}${nb}statements, none about a film of the catalogue yet`,
  lastRead: (ago) => `last read ${ago}`,
  failed: (reason) => `Not read: ${reason}.`,
  readBefore: (ago) => `Last good reading ${ago}.`,
  retry: (when) => `Next try ${when}.`,
  seeHome: "See the films",
  invite: {
    title: "First run",
    text: "Vigie has asked nobody yet. Tell it where you are and what it may read: the first films show within a minute.",
  },
  on: {
    countSources: (count) => (count === 1 ? "one source" : `${count}${nb}sources`),
    countFilms: (count) =>
      count === 0
        ? "no film on for now"
        : count === 1
          ? "one film on now or announced"
          : `${numberInWords(count, "en")}${nb}films on now or announced`,
    none: "No source has been read yet",
    settings: "Sources and settings",
  },
  firstLook: "there when first looked",
  firstLookSince: (day) => `since ${day}`,
}
