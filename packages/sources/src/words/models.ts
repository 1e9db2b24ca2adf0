import type { Kind, Monetization } from "@vigie/core"
import { plain } from "../text.ts"

export interface Model {
  readonly kind: Kind
  readonly monetization: Monetization | null
}

/** What pages call each way of paying, in French and English, folded by `plain`. */
const MODELS: readonly (readonly [RegExp, Model])[] = [
  [/^(?:gratuit avec (?:de la )?pub(?:licite)?s?|avod|free with ads?|ad[- ]supported)$/u, vod("ads")],
  [/^(?:gratuit|free|fvod)$/u, vod("free")],
  [/^(?:location|louer|a louer|tvod|rent|rental)(?: (?:vod|\d+ ?h(?:eures|ours)?))?$/u, vod("rent")],
  [/^(?:achat|acheter|a acheter|achat definitif|telechargement definitif|est|buy|purchase)(?: vod)?$/u, vod("buy")],
  [/^(?:abonnement|sur abonnement|par abonnement|svod|subscription)$/u, vod("subscription")],
  [/^(?:replay|rattrapage|tv de rattrapage|catch[- ]?up(?: tv)?)$/u, { kind: "replay", monetization: "free" }],
]

/** The kind and monetization that a model's name stands for; null for a name we do not know. */
export function modelNamed(name: string): Model | null {
  const folded = plain(name)
  return MODELS.find(([pattern]) => pattern.test(folded))?.[1] ?? null
}

function vod(monetization: Monetization): Model {
  return { kind: "vod", monetization }
}
