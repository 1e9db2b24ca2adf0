import type { Ms } from "@vigie/core"
import type { Message } from "../message.ts"

const NAME = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.eml$/

/** `20250701T080000000Z-<delivery id>.eml`, UTC: names sort by time, and one delivery has one name. */
export function mailNameOf(message: Pick<Message, "id" | "createdAt">): string {
  const stamp = Temporal.Instant.fromEpochMilliseconds(message.createdAt).toString({ fractionalSecondDigits: 3 })
  return `${stamp.replace(/[-:.]/g, "")}-${message.id}.eml`
}

/** What a mail's name says; null for anything else, a path included. */
export function parseMailName(name: string): { readonly createdAt: Ms; readonly id: string } | null {
  const found = NAME.exec(name)
  if (found === null) return null
  const [, year, month, day, hour, minute, second, ms, id] = found
  const stamp = `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`
  try {
    return { createdAt: Temporal.Instant.from(stamp).epochMilliseconds, id: id! }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
