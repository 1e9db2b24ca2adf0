import { z } from "zod"

/** https://resend.com/docs/webhooks: only what says that an address must not be written to. */
const Event = z.object({
  type: z.string(),
  data: z.object({
    to: z.array(z.string()).default([]),
    bounce: z.object({ type: z.string().optional(), message: z.string().optional() }).nullish(),
  }),
})

/** That mails to these addresses end: they were returned for good, or their reader called one spam. */
export interface MailEvent {
  readonly kind: "bounced" | "complained"
  readonly addresses: readonly string[]
}

/** Reads an event; null for one that ends nothing: delivered, opened, a bounce that may pass. Throws for what is none. */
export function readMailEvent(body: string): MailEvent | null {
  const { type, data } = Event.parse(JSON.parse(body))
  if (data.to.length === 0) return null
  if (type === "email.complained") return { kind: "complained", addresses: data.to }
  // Their own list of addresses that bounced before: they would never be written to.
  if (type === "email.suppressed") return { kind: "bounced", addresses: data.to }
  const permanent = type === "email.bounced" && data.bounce?.type?.toLowerCase() === "permanent"
  return permanent ? { kind: "bounced", addresses: data.to } : null
}
