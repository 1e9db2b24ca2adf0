import { plain } from "../text.ts"

const FRENCH = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split(" ")
const ENGLISH = "january february march april may june july august september october november december".split(" ")
/** Short forms that are not simply a beginning, or are too short to be taken as one. */
const SHORT: Readonly<Record<string, number>> = {
  janv: 1,
  fevr: 2,
  fev: 2,
  avr: 4,
  juil: 7,
  sept: 9,
  oct: 10,
  nov: 11,
  dec: 12,
}

/** 1-12 for a month's name in French or English, short forms with their dot included; null otherwise. */
export function monthNamed(name: string): number | null {
  const folded = plain(name).replace(/\.$/u, "")
  const index = Math.max(FRENCH.indexOf(folded), ENGLISH.indexOf(folded))
  return index >= 0 ? index + 1 : (SHORT[folded] ?? null)
}

/** "12/03/1996", "1996-03-12", "12 mars 1996", "1er mars 1996", "mars 1996", "March 12, 1996", "1996" as ISO; null otherwise. */
export function calendarDate(text: string): string | null {
  const folded = plain(text)
  if (/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u.test(folded)) return folded
  const numeric = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/u.exec(folded)
  if (numeric) return iso(numeric[3], Number(numeric[2]), numeric[1])
  const french = /^(?:(\d{1,2})(?:er)? )?(\p{L}+\.?) (\d{4})$/u.exec(folded)
  if (french) return iso(french[3], monthNamed(french[2] ?? ""), french[1])
  const english = /^(\p{L}+\.?) (\d{1,2}),? (\d{4})$/u.exec(folded)
  return english ? iso(english[3], monthNamed(english[1] ?? ""), english[2]) : null
}

function iso(year: string | undefined, month: number | null, day: string | undefined): string | null {
  if (!year || !month || month > 12 || Number(day ?? 1) > 31) return null
  const start = `${year}-${String(month).padStart(2, "0")}`
  return day === undefined ? start : `${start}-${day.padStart(2, "0")}`
}
