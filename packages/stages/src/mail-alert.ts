import { lowestOf, type Rule } from "@vigie/core"
import type { ViewAlert, ViewWindow } from "@vigie/db"
import type { MailAlert, MailPrice, MailSaid, MailWindow } from "@vigie/emails"
import type { Stages } from "./stages.ts"

/** One alert as mails tell it. */
export function mailAlertOf(stages: Stages, alert: ViewAlert): MailAlert {
  const film = { ...alert.film, pageUrl: `${stages.config.baseUrl}/films/${alert.film.slug}` }
  const windows = alert.windows.map((window) => mailWindowOf(stages, window))
  const [window, ...more] = windows
  if (!window) throw new Error(`an alert about ${alert.film.slug} has no window`)
  const { change } = alert
  const reached = reachedBy(alert)
  if (change === null) return { kind: "first_answer", film, windows: [window, ...more], reached }
  if (alert.kind === "change" && change.kind === "opened") {
    if (alert.gone !== null) return { kind: "back", film, windows: [window, ...more], away: awayOf(alert, alert.gone) }
    return { kind: "available", film, windows: [window, ...more], reached }
  }
  const told = { film, window, change: { before: change.before, after: change.after } }
  const said = saidBy(alert)
  if (alert.kind === "correction" && said !== null) return { kind: "correction", ...told, said }
  if (change.kind === "improved" || change.kind === "reduced") return { kind: "terms", direction: change.kind, ...told }
  if (change.kind === "opened") return { kind: "available", film, windows: [window, ...more] }
  return change.kind === "repriced" ? { kind: "repriced", ...told, reached } : { kind: change.kind, ...told }
}

function awayOf({ windows }: ViewAlert, { since, providerId }: NonNullable<ViewAlert["gone"]>) {
  return { since, here: windows.some(({ window }) => window.providerId === providerId) }
}

const SAID: { readonly [kind in NonNullable<ViewAlert["change"]>["kind"]]: MailSaid["kind"] | null } = {
  opened: "available",
  announced: "announced",
  closing: "closing",
  moved: "moved",
  repriced: "repriced",
  improved: "improved",
  reduced: "reduced",
  closed: "closed",
  corrected: null,
}

/** What proved wrong, as it was told; null where that was a correction itself, which is told as it stands. */
function saidBy({ corrects, toldAt }: ViewAlert): MailSaid | null {
  const kind = corrects && SAID[corrects.kind]
  if (!corrects || !kind) return null
  return { kind, at: toldAt ?? corrects.at, change: { before: corrects.before, after: corrects.after } }
}

/** The price that its reader's rule waited for: of an opening only a target, of a new price the target or that it is the lowest. */
function reachedBy({ kind, change, asks, windows }: ViewAlert): MailPrice | null {
  const [first] = windows
  if (kind === "correction" || !first || !["rent", "buy"].includes(first.window.monetization)) return null
  if (change?.kind !== "repriced") {
    const best = asks.target && bestOf(asks, first, asks.target.currency)
    return best && best.amountMinor <= asks.target!.amountMinor
      ? { price: best, target: asks.target!, allTimeLow: false }
      : null
  }
  const currency = asks.target?.currency ?? Object.values(change.after.prices ?? {})[0]?.currency
  const price = currency === undefined ? null : bestOf(asks, first, currency)
  if (price === null) return null
  const atTarget = asks.target !== undefined && price.amountMinor <= asks.target.amountMinor
  if (atTarget) return { price, target: asks.target!, allTimeLow: false }
  // A rule without a target that asks for the lowest price is told of nothing else.
  return asks.allTimeLow === true && asks.changes.includes("repriced")
    ? { price, target: null, allTimeLow: true }
    : null
}

function bestOf(rule: Rule, { terms }: ViewWindow, currency: string): MailPrice["price"] | null {
  const amountMinor = lowestOf(rule, terms, currency)
  return amountMinor === null ? null : { amountMinor, currency }
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
