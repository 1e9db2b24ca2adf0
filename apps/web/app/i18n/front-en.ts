import type { frontFr, openFr, stoppedFr } from "./front-fr.ts"

export const frontEn: typeof frontFr = {
  describe:
    "Services, catch-up, television: where a film can be watched now, and until when. Each date with the proof of what was read.",
  about: (name) => `${name}: where to watch these films now, and until when.`,
  hint: "Or paste an address: IMDb, Letterboxd, AlloCiné, TMDB, Arte, france.tv…",
  scope: "What is shown",
  mine: "My services",
  everywhere: "Everywhere",
  noServices: "Say which services you have",
  mineEmpty: "Nothing of the kind on your services right now.",
  tonight: "Tonight on television",
  noneTonight: "No film is announced tonight in the guides that were read.",
  noneMore: "and others in the calendar",
  again: "Back again",
  noneAgain: "No film came back in the last thirty days.",
  back: (ago, gap) => `came back ${ago}, after ${gap}`,
  gapDays: (count) => (count === 1 ? "one day away" : `${count} days away`),
  gapMonths: (count) => (count === 1 ? "one month away" : `${count} months away`),
  gapYears: (count) => (count === 1 ? "one year away" : `${count} years away`),
  onList: "my list",
  calendar: "The whole calendar",
  replay: (provider) => `then on ${provider}`,
}

export const openEn: typeof openFr = {
  title: "No film found at this address",
  understood: (site, id) => `This is a film of ${site} (${id}).`,
  strange: (address) => `Vigie cannot read this address: ${address}`,
  unknown: "It is not in the catalogue yet, or not under this number.",
  known: (sites) => `The film addresses it knows are those of ${sites}.`,
  alike: "In the catalogue, by a similar title",
  byId: "It can be looked up by its number, and added to the catalogue.",
}

export const stoppedEn: typeof stoppedFr = {
  since: (ago) => `Nothing is being read: what was due waits for it, the oldest ${ago}.`,
  now: "Nothing is being read at the moment.",
  kept: "What you ask for is kept, and will be done once reading goes on.",
}
