import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"

const LONGEST = 160

/**
 * Why a reading failed, in words: stored reasons begin with their kind, `status: https://a.example/b: 503, expected 200`.
 * One of no known kind is shown as it is stored, cut short.
 */
export function reasonInWords(reason: string | null, locale: Locale): string {
  const { faults } = PHRASES[locale]
  const stated = reason?.trim() ?? ""
  if (stated === "") return faults.other
  const kind = /^[a-z_]+(?=:|$)/.exec(stated)?.[0] ?? ""
  if (!Object.hasOwn(faults, kind)) return stated.length > LONGEST ? `${stated.slice(0, LONGEST)}…` : stated
  const status = kind === "status" ? /\b[1-5]\d\d\b(?!.*\/)/.exec(stated)?.[0] : undefined
  const words = faults[kind as keyof typeof faults]
  return status === undefined ? words : `${words} (${status})`
}
