import { z } from "zod"

/** How often what is told is gathered; `now`: not at all. */
export const ToldEvery = z.enum(["now", "daily", "weekly", "monthly"])
export type ToldEvery = z.infer<typeof ToldEvery>

/** When a rule's matches are told. `day`: of the week (1 = Monday … 7) or of the month (1 to 28); left out: the first. */
export const Cadence = z
  .strictObject({ every: ToldEvery, day: z.int().min(1).max(28).optional() })
  .refine(({ every, day }) => day === undefined || every === "monthly" || (every === "weekly" && day <= 7), {
    message: "expected 1 to 7 with weekly, 1 to 28 with monthly, and none with the others",
    path: ["day"],
  })
export type Cadence = z.infer<typeof Cadence>

/** A local time of day, "07:30". */
export const ClockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)

/** When a person wishes to be told; days and hours by the clock of `zone`. */
export interface TellSettings {
  /** IANA. */
  readonly zone: string
  /** Nothing is handed over from here … */
  readonly quietFrom: string | null
  /** … to here, exclusive; past midnight where it is earlier. Equal, or either null: there are no quiet hours. */
  readonly quietTo: string | null
  readonly every: ToldEvery
  /** Of the week (1 = Monday … 7) or of the month (1 to 28); null: the first. */
  readonly day: number | null
  /** When what is gathered goes, 0 to 23. */
  readonly hour: number
  /** Messages a day that are told at once, per channel. */
  readonly cap: number
}
