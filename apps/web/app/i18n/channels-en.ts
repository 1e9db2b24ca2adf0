import type { channelsFr } from "./channels-fr.ts"

/** What the page of one's channels says, in English. */
export const channelsEn: typeof channelsFr = {
  title: "My channels",
  intro: "How Vigie reaches you. Each active channel gets each alert.",
  list: "Your channels",
  email: "E-mail",
  mailbox: "this machine's mailbox",
  states: {
    active: "Active",
    failing: (count, since) =>
      `${count === 1 ? "The last try failed" : `The last ${count} tries failed`}, since ${since}`,
    unconfirmed: "Waiting to be confirmed",
    paused: "Paused",
    stopped: "Stopped",
  },
  why: (reason) => `${reason}.`,
  sent: (when) => `Last message: ${when}.`,
  never: "No message yet.",
  failed: (when, reason) => `Last failure: the message of ${when}${reason === null ? "" : `, ${reason}`}.`,
  kept: (count) =>
    count === 1 ? "One message waits for it, kept for a week." : `${count} messages wait for it, kept for a week.`,
  changeAddress: "Give another address to get mails again",
  acts: { test: "Test", pause: "Pause", resume: "Resume", remove: "Remove", renew: "Renew the secret" },
  actOn: (act, channel) => `${act}: ${channel}`,
  done: {
    added: "The channel is added. Test it.",
    paused: "The channel is paused. What waited for it is kept for a week.",
    resumed: "The channel is used again. What still holds goes now.",
    removed: "The channel is removed, its address forgotten.",
  },
  tested: (channel) => `The test went by ${channel}, and was accepted.`,
  notTested: (channel, reason) => `The test by ${channel} did not go through: ${reason}.`,
  secret: {
    title: "This webhook's secret",
    once: "It signs what Vigie sends. Copy it now: it will not be shown again.",
    both: "The old one goes on signing for a day, beside the new one.",
  },
  add: "Add a channel",
  addKind: (name) => `Add ${name}`,
  go: "Add",
  faults: {
    empty: "This field is needed.",
    not_url: "A whole address is expected, beginning with https://.",
    not_https: "The address has to begin with https://: what goes there says what you watch.",
    private:
      "This address leads to a private network or to this machine: Vigie sends nothing there. Give a public address.",
    credentials: "The address holds a name or a password: take them out.",
    not_topic: "A topic is written in plain letters, digits, - and _, 64 at most.",
    not_token: "An access token of ntfy begins with tk_.",
    not_discord: "This is no Discord webhook's address (https://discord.com/api/webhooks/…).",
    not_browser: "This browser did not give what it takes to write to it. Try again.",
    too_long: "This address is too long.",
  },
  known: "This channel is in your list already, and it is active.",
  tooMany: "You have too many channels: remove one first.",
  push: {
    go: "Turn on for this browser",
    noScript:
      "To get notifications, this browser has to run a small script of this page, the only one of Vigie's. It is turned off here; everything else works without it.",
    working: "This browser is asking for your permission…",
    denied: "This browser refuses this site's notifications. Its settings can change that.",
    unsupported: "This browser cannot get notifications from a site, or not from an address without https.",
    failed: "This browser's notification service did not answer. Try again later.",
  },
}
