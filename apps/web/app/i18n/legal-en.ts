import type { legalPagesFr } from "./legal-fr.ts"

/** What stands around the legal pages, and the form that fills them, in English. */
export const legalPagesEn: typeof legalPagesFr = {
  titles: { terms: "Terms of use", privacy: "Personal data", legal: "Legal notice", contact: "Contact" },
  version: (version: string) => `Version of ${version}`,
  private: "This installation is private: whoever runs it has not said here yet who they are.",
  privateHelp: "Nobody can sign up while this is so.",
  privateLocal: "It serves one person, on this machine: no notice is needed.",
  missing: "Still missing:",
  fill: "Fill in the legal notice",
  mine: "My data",
  others: "Other pages",
  form: {
    title: "Legal notice",
    intro:
      "These facts fill the pages Legal notice, Terms of use, Personal data and Contact. They are public. Open sign-up waits for them to be complete.",
    done: "Saved, and published.",
    see: "See the legal notice",
    fields: {
      operator: "Name of the publisher",
      registration: "Legal form and registration",
      address: "Postal address",
      email: "Public e-mail address",
      director: "Responsible for publication",
      host: "Name of the host",
      hostAddress: "Address of the host",
      country: "Country whose law applies",
    },
    helps: {
      operator: "A person, an association or a company.",
      registration: "Association, company number… Nothing for a person.",
      address: "Where one can write.",
      email: "For questions, and for the sites that Vigie reads.",
      director: "The person who answers for what is published.",
      host: "Who runs the machine; yourself, if it is at your place.",
      hostAddress: "And its telephone, where the law asks for it.",
      country: "That of the publisher.",
    },
    choose: "Choose…",
    faults: {
      missing: "To be filled in.",
      long: "This is too long.",
      email: "This is no e-mail address. One looks like name@example.org.",
    },
  },
}
