import { type Change, defaultRule, type WindowState } from "@vigie/core"
import type { DeliveryView, ViewAlert, ViewWindow } from "@vigie/db"

export const VIEWED = Date.UTC(2026, 5, 30, 8)
const DAY = 86_400_000
const open = { at: null, precision: "unknown", basis: "observed", text: null } as const

export const FILM = {
  id: "019b2c7e-0000-7000-8000-0000000000f1",
  slug: "la-digue",
  title: "La Digue",
  originalTitle: null,
  year: 1978,
  directors: ["Yvonne Marquet"],
  demo: false,
}
export const OTHER = { ...FILM, id: "019b2c7e-0000-7000-8000-0000000000f2", slug: "l-estran", title: "L'Estran" }

/** A rental on an invented provider, as a delivery shows it. */
export function viewWindow(part: Partial<WindowState> = {}, minor = 299): ViewWindow {
  const window: WindowState = {
    id: "019b2c7e-0000-7000-8000-0000000000e1",
    filmId: FILM.id,
    providerId: "019b2c7e-0000-7000-8000-0000000000b1",
    territory: "FR",
    kind: "vod",
    monetization: "rent",
    status: "open",
    start: open,
    end: { at: VIEWED + 6 * DAY, precision: "day", basis: "stated", text: null },
    period: { from: VIEWED, to: null },
    openedAt: VIEWED,
    closedAt: null,
    version: 1,
    memory: {},
    ...part,
  }
  return {
    window,
    provider: { name: "Ciné Étoile", homepage: "https://etoile.example/" },
    terms: [{ quality: "hd", price: { amountMinor: minor, currency: "EUR" }, audio: [], subtitles: [] }],
    watchUrl: "https://etoile.example/film/1",
    evidence: {
      source: "unifrance",
      url: "https://annuaire.example/1",
      readAt: VIEWED - DAY,
      text: "Location 2,99 € HD",
    },
  }
}

let cursor = 0

export function viewChange(kind: Change["kind"], part: Partial<Change> = {}): NonNullable<ViewAlert["change"]> {
  cursor += 1
  return {
    id: `019b2c7e-0000-7000-8000-${String(cursor).padStart(12, "0")}`,
    kind,
    windowId: "019b2c7e-0000-7000-8000-0000000000e1",
    version: cursor,
    at: VIEWED - DAY,
    cause: "live",
    quiet: false,
    before: {},
    after: {},
    evidenceId: null,
    source: "unifrance",
    targetId: null,
    correctsId: null,
    ...part,
    cursor,
    filmId: FILM.id,
    scope: "film",
  }
}

export function viewAlert(kind: Change["kind"] | "first_answer", part: Partial<ViewAlert> = {}): ViewAlert {
  return {
    kind: kind === "first_answer" ? "first_answer" : "change",
    film: FILM,
    change: kind === "first_answer" ? null : viewChange(kind),
    corrects: null,
    toldAt: null,
    back: false,
    gone: null,
    asks: defaultRule,
    rule: null,
    windows: [viewWindow()],
    ...part,
  }
}

export function view(alerts: readonly ViewAlert[], part: Partial<DeliveryView> = {}): DeliveryView {
  return {
    deliveryId: "019b2c7e-0000-7000-8000-0000000000d1",
    userId: "019b2c7e-0000-7000-8000-0000000000a1",
    channelId: "019b2c7e-0000-7000-8000-0000000000c1",
    channel: "email",
    address: "lea@mail.example",
    settings: {},
    kind: "alerts",
    every: null,
    about: null,
    locale: "fr",
    zone: "Europe/Paris",
    createdAt: VIEWED,
    dueAt: VIEWED,
    alerts,
    ...part,
  }
}
