/** The languages Vigie speaks. */
export type Locale = "fr" | "en"

/** The tag Intl is given: English dates are day first, with a 24-hour clock. */
export const TAGS: Readonly<Record<Locale, string>> = { fr: "fr-FR", en: "en-GB" }

/** No-break space: between a number and its unit. */
export const NBSP = "\u00a0"

/**
 * A formatter that Intl takes some 60 µs to make, made once for each `key` and locale. Keys are few: zones, currencies, units.
 */
export function keepFormats<T>(make: (locale: Locale, key: string) => T): (locale: Locale, key: string) => T {
  const kept = new Map<string, T>()
  return (locale, key) => {
    const name = `${locale} ${key}`
    const known = kept.get(name)
    if (known !== undefined) return known
    const made = make(locale, key)
    kept.set(name, made)
    return made
  }
}
