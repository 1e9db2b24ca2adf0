/** The languages Vigie speaks. */
export type Locale = "fr" | "en"

/** The tag Intl is given: English dates are day first, with a 24-hour clock. */
export const TAGS: Readonly<Record<Locale, string>> = { fr: "fr-FR", en: "en-GB" }

/** No-break space: between a number and its unit. */
export const NBSP = "\u00a0"
