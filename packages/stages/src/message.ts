import { type Message, messageIdOf, unsubscribeHeaders } from "@vigie/channels"
import type { DeliveryView } from "@vigie/db"
import type { FilmMail, MailAlert, NewsletterMail } from "@vigie/emails"
import { gatherAlerts } from "./gather-alerts.ts"
import { mailAlertOf } from "./mail-alert.ts"
import { ruleOf, stopsOf, threadOf } from "./mail-stops.ts"
import { newsletterOf, type Reads } from "./newsletter.ts"
import type { Stages } from "./stages.ts"

/** More than so many things at once are told in lines. */
const AT_LENGTH = 6

/** Renders a delivery into the message that will be sent, retries included (I5); null when nothing is left to say. */
export async function messageOf(stages: Stages, view: DeliveryView, db: Reads = stages.db): Promise<Message | null> {
  const mail = await mailOf(stages, view, db)
  if (mail === null) return null
  // Only a process that has something to say loads what renders it.
  const { renderMail } = await import("@vigie/emails")
  const { subject, html, text } = await renderMail(mail)
  const { mailFrom } = stages.config
  return {
    id: view.deliveryId,
    to: view.address,
    from: mailFrom,
    subject,
    html,
    text,
    headers: {
      ...unsubscribeHeaders(mail.stops[0].url),
      ...threadHeaders(threadOf(stages, view), mailFrom),
      // RFC 3834: nobody's absence is answered to it.
      "Auto-Submitted": "auto-generated",
    },
    createdAt: view.createdAt,
  }
}

/** RFC 5322 §3.6.4: mail programs put messages that answer the same one together. */
function threadHeaders(thread: string | null, from: string): Readonly<Record<string, string>> {
  if (thread === null) return {}
  const id = messageIdOf({ id: thread, from })
  return { References: id, "In-Reply-To": id }
}

/** What a delivery says, before it is put into a mail or into another channel's words; null when nothing is left to say. */
export async function mailOf(stages: Stages, view: DeliveryView, db: Reads): Promise<FilmMail | NewsletterMail | null> {
  const { baseUrl } = stages.config
  const rule = ruleOf(view)
  const envelope = {
    locale: view.locale,
    zone: view.zone,
    now: stages.now(),
    stops: stopsOf(stages, view),
    rule: rule && { scope: rule.scope, name: rule.name },
    listUrl: `${baseUrl}/watchlist`,
    rhythmUrl: `${baseUrl}/account/${view.kind === "newsletter" ? "letters" : "alerts"}`,
    baseUrl,
    demo: view.alerts.some((alert) => alert.film.demo),
  }
  if (view.kind === "newsletter") {
    const said = await newsletterOf(stages, view, db)
    return said && { ...envelope, ...said.issue, kind: "newsletter", demo: said.demo }
  }
  const [only, ...others] = gatherAlerts(view.alerts).map((alert): MailAlert => mailAlertOf(stages, alert))
  if (only === undefined) return null
  const toldUrl = `${baseUrl}/watchlist/told`
  if (view.kind === "digest" || others.length >= AT_LENGTH)
    return { ...envelope, kind: "digest", every: view.every ?? "now", alerts: [only, ...others], toldUrl }
  return others.length === 0 ? { ...envelope, ...only } : { ...envelope, kind: "several", alerts: [only, ...others] }
}
