import { type Notice, type NoticeAlert, type NoticeWindow, oneLine } from "@vigie/channels"
import type { Moment, Ms } from "@vigie/core"
import type { DeliveryView, LetterRow, ViewAlert, ViewWindow } from "@vigie/db"
import type { LetterMail, MailAlert } from "@vigie/emails"
import { gatherAlerts } from "./gather-alerts.ts"
import { mailAlertOf } from "./mail-alert.ts"
import { mailOf } from "./message.ts"
import type { Reads } from "./newsletter.ts"
import type { Stages } from "./stages.ts"

/** Renders a delivery for a channel that carries no mail: the words of the mail, in short, and its facts as data. */
export async function noticeOf(stages: Stages, view: DeliveryView, db: Reads = stages.db): Promise<Notice | null> {
  const mail = await mailOf(stages, view, db)
  if (mail === null) return null
  // Only a process that has something to say loads what renders it.
  const { brief } = await import("@vigie/emails")
  const { title, text } = brief(mail)
  return {
    id: view.deliveryId,
    type: view.kind,
    locale: view.locale,
    title: oneLine(title),
    text,
    url: urlOf(stages, view),
    urgent: view.alerts.some(({ kind, change }) => kind === "correction" || change?.kind === "closing"),
    createdAt: view.createdAt,
    alerts: gatherAlerts(view.alerts).map((alert) => noticeAlert(stages, alert)),
  }
}

/** A letter that mail cannot bring, in the same words. */
export async function letterNotice(letter: LetterRow, mail: LetterMail): Promise<Notice> {
  const { brief } = await import("@vigie/emails")
  const { title, text } = brief(mail)
  const { id, locale, createdAt, data } = letter
  const url = "url" in data ? data.url : mail.baseUrl
  return { id, type: "channel", locale, title: oneLine(title), text, url, urgent: true, createdAt, alerts: [] }
}

/** The film's page; where several are told, the list of what was told. */
function urlOf({ config }: Stages, { alerts }: DeliveryView): string {
  const [first, ...others] = new Set(alerts.map(({ film }) => film.slug))
  return first !== undefined && others.length === 0
    ? `${config.baseUrl}/films/${first}`
    : `${config.baseUrl}/watchlist/told`
}

function noticeAlert(stages: Stages, alert: ViewAlert): NoticeAlert {
  const { slug, title, originalTitle, year, directors } = alert.film
  return {
    kind: kindOf(mailAlertOf(stages, alert)),
    film: { slug, title, originalTitle, year, directors, url: `${stages.config.baseUrl}/films/${slug}` },
    change: alert.change === null ? null : { before: alert.change.before, after: alert.change.after },
    windows: alert.windows.map((window) => noticeWindow(stages, window)),
  }
}

/** As mails have it; better and worse terms are told apart. */
function kindOf(alert: MailAlert): string {
  return alert.kind === "terms" ? alert.direction : alert.kind
}

function noticeWindow({ sources }: Stages, { window, provider, terms, watchUrl, evidence }: ViewWindow): NoticeWindow {
  return {
    provider: provider.name,
    territory: window.territory,
    kind: window.kind,
    monetization: window.monetization,
    start: instantOf(window.start),
    end: instantOf(window.end),
    terms: terms.map(({ quality, price, audio, subtitles }) => ({ quality, price, audio, subtitles })),
    watchUrl,
    evidence: {
      source: sources.get(evidence.source)?.name ?? evidence.source,
      url: evidence.url,
      readAt: iso(evidence.readAt),
      text: evidence.text,
    },
  }
}

function instantOf({ at, precision, basis }: Moment) {
  return { at: at === null ? null : iso(at), precision, basis }
}

function iso(at: Ms): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString()
}
