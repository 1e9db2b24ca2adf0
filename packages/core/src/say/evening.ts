import type { Ms } from "../words.ts"

/** Until this hour of the night it is still yesterday's evening. */
const NIGHT_ENDS = 4
const EVENING_BEGINS = 18

/** The evening that is, or the next to come, by the clock of `zone` (IANA): [18:00, 04:00 of the next day). */
export function eveningAt(now: Ms, zone: string): { readonly from: Ms; readonly to: Ms } {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const day = local.hour < NIGHT_ENDS ? local.toPlainDate().subtract({ days: 1 }) : local.toPlainDate()
  const at = (date: Temporal.PlainDate, hour: number) =>
    date.toZonedDateTime({ timeZone: zone, plainTime: new Temporal.PlainTime(hour) }).epochMilliseconds
  return { from: at(day, EVENING_BEGINS), to: at(day.add({ days: 1 }), NIGHT_ENDS) }
}
