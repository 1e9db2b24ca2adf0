import type { feedsFr } from "./feeds-fr.ts"

/** What feeds and the page about them say, in English. */
export const feedsEn: typeof feedsFr = {
  title: "Feeds and API",
  describe: "Vigie's changes for other programs: Atom, iCal and a JSON feed.",
  intro:
    "What changes in Vigie can be read elsewhere: in a feed reader, in a calendar, or by a program. No account and no key is needed.",
  licences: "What is in them, and what is not",
  licencesWhat:
    "Each source says what may be done with what it publishes. Feeds open to everybody hold only what rests on sources that let it be published again, provided that they are named.",
  openFrom: (sources) => `Published again, the source named: ${sources}.`,
  openNone: "No source read here lets anybody publish again: open feeds are empty.",
  closedFrom: (sources) => `Not published again: ${sources}. It is on the pages, and in one's own feeds.`,
  emptyNow: "Nothing that is read at present may be published again: the JSON feed is empty for that reason.",
  changes: "The change feed",
  changesWhat:
    "One address, in JSON, oldest first. Each change has a cursor; come back with the last one, by the address given in next, and you miss nothing. An empty page gives the same cursor.",
  described: "The OpenAPI 3.1 description",
  example: "An example, invented",
  parameters: "Parameters",
  parameter: "Parameter",
  meaning: "Meaning",
  means: {
    after: "only what came after this cursor; 0 to begin at the beginning",
    limit: (usual, most) => `how many changes on a page: ${usual}, at most ${most}`,
    film: "a film, by the end of its page's address",
    provider: "a service, by the end of its page's address",
    territory: "a territory, by its ISO code: FR",
    kind: (kinds) => `how it is watched: ${kinds}`,
    change: (kinds) => `what happened: ${kinds}`,
  },
  manners: "Manners",
  mannersWhat:
    "Send the ETag back in If-None-Match: with nothing new, the answer is a 304 without a body. Beyond 120 requests a minute the answer is 429, and Retry-After says when to come back. A parameter that cannot be read gives 400 and its name.",
  atom: "Atom and iCal",
  atomWhat:
    "Each film, service, place, department and person has its Atom feed; each film has its iCal calendar, too. The link is on its page.",
  ownWhat: "Your list has its own, at a secret address:",
  ownLink: "make or change it",
  follow: "Follow the changes in a feed reader (Atom)",
  ownFollow: "My list in a feed reader or a calendar",
  atomOwn: "For a feed reader (Atom)",
  feedOf: (name) => `Vigie, ${name}`,
  list: "my list",
  subtitleOwn: "For you alone: whoever knows this address reads your list.",
  subtitleAll: "All that Vigie knows, read on this machine.",
  subtitleSigned: "All that Vigie knows, since you are signed in.",
  subtitleOpen: (sources) => `Only what sources let anybody publish again (${sources}).`,
  subtitleEmpty: "Empty for that reason: nothing that is read here may be published again.",
  entry: (what, film, provider) => `${what}: ${film}, ${provider}`,
  fromTo: (label, before, after) => `${label}: ${before}, now ${after}`,
  only: (label, after) => `${label}: ${after}`,
  readOn: (source, when) => `Read on ${source}, ${when}`,
  quoted: (words) => `“${words}”`,
  noted: "Noted by Vigie, without another reading.",
}
