import type { LegalFacts, Section } from "./facts.ts"

/** What is done with what is known of people, in English (GDPR, articles 13 and 14). */
export function privacyEn(facts: LegalFacts): readonly Section[] {
  const { legal, accounts, mailBy, country } = facts
  const mails =
    mailBy === null
      ? "Mails stay on the machine that runs Vigie."
      : `Mails are handed over by ${mailBy}, which sees the address and text of each while it is sent.`
  return [
    {
      id: "short",
      title: "In short",
      body: [
        "Vigie holds what it takes to know you and to tell you, nothing more. No advertising, no audience measurement, no script and nothing else loaded from elsewhere.",
        accounts === "local"
          ? "This installation serves one person: everything stays on their machine."
          : "Without an account nothing is held about you: a list dropped on “Check a list” is read, then forgotten.",
      ],
    },
    {
      id: "controller",
      title: "Who answers for it",
      body: [
        legal === null
          ? "Whoever runs this installation, who has not said here yet who they are."
          : `${legal.operator}, ${legal.address.replace(/\s*\n\s*/g, ", ")}. For any question: ${legal.email}.`,
      ],
    },
    {
      id: "data",
      title: "What is held, and why",
      body: [
        [
          "name, e-mail address, password (its hash only), language, time zone, territories: to keep your account and write to you (performance of the contract, GDPR article 6.1.b);",
          "films watched for, rules, films seen or set aside, imported lists, services ticked, quiet hours, channels: this is what you ask of Vigie (same basis);",
          "alerts and mails sent: not to write twice and to show you what was said (same basis);",
          "newsletters asked for: with your consent, which a link withdraws (article 6.1.a);",
          "devices signed in (browser and date, without an IP address), tries to sign in counted under a keyed hash, the register of acts of operation: for the security of the service (legitimate interest, article 6.1.f).",
        ],
        "None of it is sold, rented or exchanged, and no automatic decision is drawn from it.",
      ],
    },
    {
      id: "who",
      title: "Who has access",
      body: [
        legal === null
          ? "Whoever runs this installation."
          : `${legal.operator}, and ${legal.host}, which hosts the machine, on their behalf.`,
        mails,
        "Whoever shares a list with you sees your name there, what you add to it and what you mark as seen. The channels you add (browser, ntfy, Discord, webhook) receive what your alerts say.",
        "The sites that Vigie reads know nothing of you: Vigie asks them, not your browser.",
      ],
    },
    {
      id: "long",
      title: "How long",
      body: [
        [
          "the account and all that hangs from it: until you erase it;",
          "an account never confirmed: 7 days; a session: 30 days; a link that came by mail: an hour;",
          "a search made outside the catalogue: a day; what can be undone: a day;",
          "mails about the account (confirmation, password): 30 days;",
          "after erasure: a keyed hash of the address, so that it is never written to again.",
        ],
      ],
    },
    {
      id: "cookie",
      title: "Cookies",
      body: [
        accounts === "local"
          ? "None."
          : "Those of the session, set at sign-in and taken away at sign-out. The service needs them: no consent is asked for them, and there are no others.",
      ],
    },
    {
      id: "rights",
      title: "Your rights",
      body: [
        "Read, correct, take away and erase what is held: “My data” does all of this without asking anybody. You may also object to a processing or ask for its restriction, by writing to the address above; the answer comes within a month.",
        complaint(legal?.country ?? null, country),
      ],
    },
  ]
}

function complaint(code: string | null, country: string): string {
  if (code === "FR")
    return "If the answer does not satisfy you, you may complain to the CNIL: www.cnil.fr/fr/plaintes, or Commission nationale de l'informatique et des libertés, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, France."
  const whose = code === null ? "of your country" : `of your country, or of the publisher's (${country})`
  return `If the answer does not satisfy you, you may complain to the data protection authority ${whose}.`
}
