import { createHmac } from "node:crypto"
import { type DeliveryView, signUnsubscription, type Unsubscription } from "@vigie/db"
import type { Stop } from "@vigie/emails"
import type { Stages } from "./stages.ts"

/** What may be stopped from a message, the first by its one-click header: its film, its rule or its newsletter; a digest's is all. */
export function stopsOf(stages: Stages, view: DeliveryView): readonly [Stop, ...Stop[]] {
  const { userId, about, alerts } = view
  const link = (what: Unsubscription): Stop => ({
    what: what.kind,
    url: `${stages.config.baseUrl}/unsubscribe/${signUnsubscription(stages.secret, what)}`,
  })
  const all = link({ kind: "all", userId })
  if (about !== null) return [link({ kind: "newsletter", userId, newsletter: about.kind, ref: about.ref }), all]
  if (view.kind === "digest") return [all]
  const rule = ruleOf(view)
  const filmIds = new Set(alerts.map(({ film }) => film.id))
  const [filmId] = filmIds
  const film = filmIds.size === 1 && filmId !== undefined ? [link({ kind: "film", userId, filmId })] : []
  const asked = rule === null ? [] : [link({ kind: "rule", userId, ruleId: rule.id })]
  const [first, ...others] = [...asked, ...film]
  return first === undefined ? [all] : [first, ...others, all]
}

/** The standing rule that asked for all of it; null: lists, or several reasons. */
export function ruleOf({ alerts }: DeliveryView): NonNullable<DeliveryView["alerts"][number]["rule"]> | null {
  const [first, ...others] = alerts
  if (!first || first.rule === null || first.kind === "correction") return null
  return others.every(({ rule }) => rule?.id === first.rule?.id) ? first.rule : null
}

/**
 * The id that gathers a film's messages to one person into one thread: no message has it, and nobody can tell from it which film
 * or person it is of. Null where a message tells of several films.
 */
export function threadOf({ secret }: Pick<Stages, "secret">, { userId, alerts }: DeliveryView): string | null {
  const filmIds = new Set(alerts.map(({ film }) => film.id))
  const [filmId] = filmIds
  if (filmIds.size !== 1 || filmId === undefined) return null
  return createHmac("sha256", secret).update(`thread:${userId} ${filmId}`).digest("hex").slice(0, 32)
}
