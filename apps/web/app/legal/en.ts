import type { LegalFacts, LegalTexts, Section } from "./facts.ts"
import { privacyEn } from "./privacy-en.ts"

const who = ({ legal }: LegalFacts) => legal?.operator ?? "whoever runs this installation"

function terms(facts: LegalFacts): readonly Section[] {
  const { legal, country, accounts } = facts
  const entry = {
    local: "This installation serves one person, on their own machine, without an account.",
    invite: "An account is opened by invitation of whoever runs this installation.",
    open: "Anybody may open an account by giving an e-mail address and a password.",
  }[accounts]
  return [
    {
      id: "what",
      title: "What Vigie is",
      body: [
        "Vigie reads public pages and announcements, notes where and until when a film can be watched in a territory, and writes to the people who wait for it. It shows no film, sells and rents none, and is paid by no service.",
        `It is free of charge. It is run by ${who(facts)}.`,
      ],
    },
    {
      id: "account",
      title: "Your account",
      body: [
        entry,
        "You must be at least 15, or have a parent's consent. The address is confirmed by mail. Keep your password to yourself; two-factor sign-in is offered.",
        "You may leave at any time: “My data” erases the account and all that hangs from it, at once.",
      ],
    },
    {
      id: "worth",
      title: "What dates and prices are worth",
      body: [
        "Each offer shows its source, the page read, when it was read and the words read. A source may be wrong, change unannounced or stop answering: check with the service before you pay. Dates that Vigie inferred or observed are drawn and worded differently from those announced.",
        "The service comes as it is, with no warranty of availability or accuracy. Nothing here limits a liability that the law does not let one limit.",
      ],
    },
    {
      id: "use",
      title: "What is not allowed",
      body: [
        [
          "harvesting the site or its data beyond the files it offers itself;",
          "getting in with somebody else's account, or getting round its limits;",
          "signing up somebody else's address without their consent;",
          "using it to harm the sites it reads.",
        ],
        "An account used that way may be closed. Its holder is told and may answer at the address on the contact page.",
      ],
    },
    {
      id: "rights",
      title: "Whose the data are",
      body: [
        "Titles, marks and texts quoted belong to their holders; they are quoted briefly, with their source. What you enter (list, rules, reports) stays yours and can be taken away.",
        "These sources ask to be named:",
        sourcesIn(facts),
      ],
    },
    {
      id: "law",
      title: "Changes, law and disputes",
      body: [
        "Should these terms change, their date changes here, and account holders are told by mail before they count.",
        legal === null
          ? "The law that applies will be named here once whoever runs this installation has said who they are."
          : `The law that applies is that of this country: ${country}. Write to ${legal.email} first; failing agreement, the courts are those the law names, and a consumer keeps those of their home.`,
      ],
    },
  ]
}

function sourcesIn({ sources }: LegalFacts): readonly string[] {
  return sources.map(({ name, attribution }) => (attribution ? `${name}: ${attribution}` : name))
}

function legal(facts: LegalFacts): readonly Section[] {
  const always = aboutSoftware(facts)
  if (facts.legal === null) return always
  const { operator, registration, address, email, director, host, hostAddress } = facts.legal
  return [
    {
      id: "operator",
      title: "Publisher",
      body: [[operator, ...(registration === "" ? [] : [registration]), address, email]],
    },
    { id: "director", title: "Responsible for publication", body: [director] },
    { id: "host", title: "Hosting", body: [[host, hostAddress]] },
    ...always,
  ]
}

function aboutSoftware(facts: LegalFacts): readonly Section[] {
  return [
    {
      id: "software",
      title: "Software",
      body: [
        "Vigie is free software (MIT licence). Whoever runs it here answers for this installation; its authors have no access to it.",
      ],
    },
    { id: "sources", title: "Sources", body: ["What Vigie shows was read at:", sourcesIn(facts)] },
  ]
}

function contact(facts: LegalFacts): readonly Section[] {
  if (facts.legal === null) return []
  const { operator, address, email, country } = facts.legal
  return [
    { id: "write", title: "Write", body: [[operator, email, address]] },
    {
      id: "wrong",
      title: "Report a mistake",
      body: [
        "An offer that is gone, a wrong price, two films taken for one: the film's page lets you say so, and its sources are read again. For anything else, write and give the page's address.",
      ],
    },
    {
      id: "site",
      title: "You run a site that Vigie reads",
      body: [
        "Vigie follows robots.txt, spaces out its requests and says with each who asks. Write for it to read less often, otherwise, or not at all: it is done without discussion.",
      ],
    },
    {
      id: "data",
      title: "Your data",
      body: [
        "Most requests are settled from “My data”: read, correct, take away, erase. Else write to the same address; the answer comes within a month.",
        ...(country === "FR"
          ? [
              "If it does not satisfy you, the CNIL takes complaints: www.cnil.fr/fr/plaintes, or 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, France.",
            ]
          : []),
      ],
    },
  ]
}

export const legalEn: LegalTexts = { terms, privacy: privacyEn, legal, contact }
