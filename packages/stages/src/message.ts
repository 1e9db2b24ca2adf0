import { type Message, messageIdOf, unsubscribeHeaders } from "@vigie/channels"
import { type DeliveryView, signUnsubscription, type ViewAlert, type ViewWindow } from "@vigie/db"
import type { FilmMail, MailAlert, MailWindow } from "@vigie/emails"
import type { Stages } from "./stages.ts"

/** Renders a delivery into the message that will be sent, retries included (I5). */
export async function messageOf(stages: Stages, view: DeliveryView): Promise<Message> {
  const { mailFrom } = stages.config
  const mail = mailOf(stages, view)
  // Only a process that has something to say loads what renders it.
  const { renderMail } = await import("@vigie/emails")
  const { subject, html, text } = await renderMail(mail)
  const thread = messageIdOf({ id: firstOf(view).film.id, from: mailFrom })
  return {
    id: view.deliveryId,
    to: view.address,
    from: mailFrom,
    subject,
    html,
    text,
    headers: { ...unsubscribeHeaders(mail.unsubscribeUrl), References: thread },
    createdAt: view.createdAt,
  }
}

/** What a delivery says, before it is put into a mail or into another channel's words. */
export function mailOf(stages: Stages, view: DeliveryView): FilmMail {
  const first = firstOf(view)
  const { baseUrl } = stages.config
  const unsubscribeUrl = `${baseUrl}/unsubscribe/${signUnsubscription(stages.secret, { userId: view.userId, filmId: first.film.id })}`
  const alerts = gather(view.alerts).map((alert) => mailAlertOf(stages, alert))
  const envelope = {
    locale: view.locale,
    zone: view.zone,
    now: stages.now(),
    unsubscribeUrl,
    listUrl: `${baseUrl}/watchlist`,
    baseUrl,
    demo: view.alerts.some((alert) => alert.film.demo),
  }
  const [only, ...others] = alerts
  return others.length === 0 ? { ...envelope, ...only! } : { ...envelope, kind: "several", alerts: [only!, ...others] }
}

function firstOf(view: DeliveryView): ViewAlert {
  const first = view.alerts[0]
  if (!first) throw new Error(`delivery ${view.deliveryId} has nothing to say`)
  return first
}

/** Openings of one film are one thing to tell, whatever their number; the order stays. */
function gather(alerts: readonly ViewAlert[]): readonly ViewAlert[] {
  const byThing = Map.groupBy(alerts, (alert) => (isOpening(alert) ? `opened ${alert.film.id}` : alert))
  return [...byThing.values()].map((same) => ({ ...same[0]!, windows: same.flatMap((alert) => alert.windows) }))
}

function isOpening(alert: ViewAlert): boolean {
  return alert.change?.kind === "opened"
}

function mailAlertOf(stages: Stages, alert: ViewAlert): MailAlert {
  const film = { ...alert.film, pageUrl: `${stages.config.baseUrl}/films/${alert.film.slug}` }
  const windows = alert.windows.map((window) => mailWindowOf(stages, window))
  const [window, ...more] = windows
  if (!window) throw new Error(`an alert about ${alert.film.slug} has no window`)
  const { change } = alert
  if (change === null) return { kind: "first_answer", film, windows: [window, ...more] }
  if (change.kind === "opened") return { kind: "available", film, windows: [window, ...more] }
  const told = { film, window, change: { before: change.before, after: change.after } }
  if (change.kind === "improved" || change.kind === "reduced") return { kind: "terms", direction: change.kind, ...told }
  return { kind: change.kind, ...told }
}

function mailWindowOf(stages: Stages, { window, provider, terms, watchUrl, evidence }: ViewWindow): MailWindow {
  return {
    provider,
    kind: window.kind,
    monetization: window.monetization,
    terms,
    start: window.start,
    end: window.end,
    territory: window.territory,
    watchUrl,
    evidence: {
      sourceName: stages.sources.get(evidence.source)?.name ?? evidence.source,
      url: evidence.url,
      readAt: evidence.readAt,
      text: evidence.text,
    },
  }
}
