import type { unsubscribeFr } from "./unsubscribe-fr.ts"

/** What stands behind the links of a mail that stop it, in English. */
export const unsubscribeEn: typeof unsubscribeFr = {
  title: "Stop these mails",
  film: {
    ask: (film) => `Stop telling you about “${film}”?`,
    what: "This film will leave your list. The others stay, and so does the film's history.",
    go: "Stop following this film",
    done: (film) => `Done: no more mail will be sent about “${film}”.`,
    again: (film) => `No mail is sent about “${film}”.`,
    back: "Follow this film again",
  },
  stays: {
    what: "This film stays on the list you share, if you share one: you alone hear no more of it. Its history stays as well.",
    go: "Stop telling me",
  },
  rule: {
    ask: (rule) => `Stop telling you about this: ${rule}?`,
    what: "This rule ends. The films of your list stay followed.",
    go: "End this rule",
    done: (rule) => `Done: no more mail will be sent about this: ${rule}.`,
    again: (rule) => `This rule has ended, no mail is sent about this: ${rule}.`,
    back: "Set it going again",
  },
  newsletter: {
    ask: (letter) => `Stop receiving the newsletter “${letter}”?`,
    what: "The other newsletters and the news of your films go on.",
    go: "Stop this newsletter",
    done: (letter) => `Done: the newsletter “${letter}” will not be sent any more.`,
    again: (letter) => `The newsletter “${letter}” is not, or no longer, asked for: it is not sent.`,
    back: "Receive it again",
  },
  all: {
    ask: () => "Stop receiving any mail of Vigie's?",
    what: "Your list, your rules and your newsletters stay, but nothing of them is mailed any more. Only mails about your account (password, address) still go.",
    go: "Stop them all",
    done: () => "Done: none of these mails will be sent any more.",
    again: () => "Your mails are stopped: none is sent.",
    back: "Receive these mails again",
  },
  backNow: "A mail will be sent again when there is news.",
  orAll: "Or stop receiving any mail",
  rules: {
    person: (name) => `films by ${name}`,
    place: (name) => `films shot in ${name}`,
    department: (name) => `films shot in this department, ${name}`,
    provider: (name) => `what comes to ${name}`,
    list: (name) => `the films of the list ${name}`,
    award: (name) => `films with an award, ${name}`,
  },
  see: "See the film's page",
  letters: "See your newsletters",
  list: "See your list",
  bad: "This link is not valid",
  badHelp:
    "Your mail program may have cut it. Copy the whole address from the mail, or take the film off in your list.",
}
