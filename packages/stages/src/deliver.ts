import { findDelivery } from "@vigie/db"
import { deliverMail } from "./deliver-mail.ts"
import { deliverNotice } from "./deliver-notice.ts"
import type { Stages } from "./stages.ts"

/** What became of a delivery's turn; "none" when there was nothing to do now. */
export type Delivered = "accepted" | "retry" | "rejected" | "refused" | "conflict" | "gone" | "none"

/**
 * Delivers one message by its channel: rendered once and frozen, handed over, and marked sent only after it was accepted (I5).
 */
export async function deliver(
  stages: Stages,
  deliveryId: string,
  ending: AbortSignal | null = null,
): Promise<Delivered> {
  const found = await findDelivery(stages.db, deliveryId, stages.now())
  if (found?.over) return "none"
  return found === null || found.channel.kind === "email"
    ? deliverMail(stages, deliveryId, found, ending)
    : deliverNotice(stages, found.channel, deliveryId)
}
