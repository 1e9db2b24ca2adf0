import { numberInWords } from "@vigie/core"
import type { householdFr } from "./household-fr.ts"

const films = (count: number) => (count === 1 ? "1 film" : `${numberInWords(count, "en")} films`)

/** What the pages of a list that several people share say, in English. */
export const householdEn: typeof householdFr = {
  title: "Who is on the list",
  emptyHelp: "One list for the whole household.",
  alone: "Nobody else is on this list. Invite your own, and it becomes the household's.",
  together: (people) => `There are ${people} of you on this list.`,
  local:
    "This installation has one person, without accounts or signing in: there is nobody to share the list with. To invite some, whoever runs it opens it to accounts (VIGIE_ACCOUNTS=invite or open).",
  people: "The people",
  person: "Name",
  role: "Role",
  since: "Since",
  acts: "Actions",
  you: "you",
  roles: { owner: "keeps the list", member: "on the list" },
  remove: "Remove",
  removeOf: (name) => `Remove ${name} from the list`,
  rulesTitle: "What is shared, what is each one's own",
  rules: [
    "The films are shared: everyone adds and removes them for all.",
    "The rule given to a film is the list's: whoever changes it changes it for all. A film without one follows each one's default rule.",
    "Territories, services, rhythm, quiet hours and channels are each one's own, and everyone is told by theirs.",
    "“Seen”, “not interested” and “later” are each one's own: a film that one has seen is still announced to the others. The list shows the others what you have seen, nothing else.",
  ],
  inviteTitle: "Invite somebody",
  inviteHelp: "A link is shown once, here. It lets one person in, and is good for seven days.",
  inviteWho: {
    invite: "They need an account on this installation already.",
    open: "They open an account if they have none.",
  },
  email: "Their e-mail address (optional)",
  emailHelp: "If you give it, the link is sent there, too. It is not kept.",
  invite: "Make a link",
  faults: {
    address: "This is not an e-mail address.",
    full: "Ten people at most, invitations included. Cancel an invitation first.",
    tooOften: (when) => `Too many invitations in a row. Try again ${when}.`,
  },
  made: "Here is the link. It is shown this once: copy it now.",
  mailed: (email) => `If ${email} takes our mail, it is sent there, too.`,
  open: "Open invitations",
  openLine: (since, until) => `Made ${since}, good until ${until}`,
  revoke: "Cancel",
  revokeOf: (since) => `Cancel the invitation made ${since}`,
  leaveTitle: "Leave the list",
  leaveHelp: (count, heir) =>
    `You go with a copy (${films(count)}), rules included. The list stays with the others${heir === null ? "" : `, and ${heir} keeps it from then on`}.`,
  leave: "Leave this list",
  done: {
    revoke: "The invitation is cancelled: its link is worth nothing.",
    remove: "Done. They keep a copy of the list.",
    leave: "You are on a list of your own again, with a copy of the one you left.",
    join: "You are on the list. Your films are there.",
  },
  gone: "This cannot be done any more: somebody else came before.",
  join: {
    title: "Share a list",
    with: (names) => `You are offered to share a list with ${names}.`,
    films: (count) => `It has ${films(count)}.`,
    own: (brought, both) =>
      brought + both === 0
        ? "Your list is empty: there is nothing to add."
        : `${brought === 0 ? "It lacks none of your films" : `It receives ${films(brought)} from yours, with their rules`}${
            both === 0
              ? "."
              : `; ${both === 1 ? "1 film is" : `${films(both)} are`} on it already, and nothing is put there twice: the list's rule counts, yours if it has none.`
          }`,
    one: "Your list and this one are then one, which you share. What you marked as seen or not interested stays yours; the others see what you have seen.",
    back: "You may leave whenever you like, with a copy.",
    go: "Join this list",
    refusals: {
      gone: "This link is worth nothing any more: it was used, was cancelled, or is older than seven days. Ask for another.",
      member: "You are on this list already.",
      shared: "You share a list already. Leave it first: one is on one list at a time.",
      full: "This list is full: ten people at most.",
    },
    list: "My list",
    people: "Who is on my list",
  },
  seenBy: (names) => `Seen by ${names}`,
}
