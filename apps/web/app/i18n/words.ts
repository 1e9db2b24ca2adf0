import { createContext, useContext } from "react"
import { en } from "./en.ts"
import { fr, type Phrases } from "./fr.ts"
import type { Locale } from "./locale.ts"

export const PHRASES: Readonly<Record<Locale, Phrases>> = { fr, en }

export const LocaleContext = createContext<Locale>("fr")

/** The sentences of the page's language. */
export function useWords(): Phrases {
  return PHRASES[useContext(LocaleContext)]
}
