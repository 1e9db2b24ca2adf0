export type Locale = "fr" | "en"

/** The language of an Accept-Language header (RFC 9110 §12.5.4) among ours; French when it asks for neither. */
export function chooseLocale(header: string | null): Locale {
  const asked = (header ?? "").split(",").flatMap((part): { locale: Locale; weight: number }[] => {
    const [tag = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase())
    const locale = /^(fr|en)(-|$)/.exec(tag)?.[1] as Locale | undefined
    const stated = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2)
    const weight = stated === undefined ? 1 : Number(stated)
    return locale === undefined || !(weight > 0) ? [] : [{ locale, weight }]
  })
  return asked.reduce<{ locale: Locale; weight: number }>((best, one) => (one.weight > best.weight ? one : best), {
    locale: "fr",
    weight: 0,
  }).locale
}
