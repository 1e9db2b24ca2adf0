import type { frameFr } from "./frame-fr.ts"

/** The words around every page, in English. */
export const frameEn: typeof frameFr = {
  menu: "Menu",
  calendar: "Calendar",
  history: "History",
  people: "People",
  places: "Places",
  check: "Check a list",
  sources: "Sources",
  operations: "Operations",
  users: "Accounts",
  account: "My account",
  signIn: "Sign in",
  signUp: "Open an account",
  signOut: "Sign out",
  groups: { films: "Browse", lists: "Your lists", site: "Vigie", you: "You" },
  about: "About",
  legal: "Legal notice",
  privacy: "Personal data",
  terms: "Terms of use",
  contact: "Contact",
}
