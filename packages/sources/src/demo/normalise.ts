import { endOn, type FilmRef, parsePrice, type Sighting } from "@vigie/core"
import type { TargetRef } from "../source.ts"
import { modelNamed } from "../words/models.ts"
import { qualitiesIn } from "../words/quality.ts"
import type { DemoRow } from "./schema.ts"

/** The sighting a row states. Throws DomainError for a price or day that is none. */
export function sightingOf(row: DemoRow, film: FilmRef, target: TargetRef): Sighting {
  const model = modelNamed(row.model)
  const day = row.lastDay === "-" ? null : row.lastDay.split("/").reverse().join("-")
  const price = parsePrice(row.price, target.territory)
  return {
    film,
    provider: row.provider,
    territory: target.territory,
    kind: model?.kind ?? "vod",
    monetization: model?.monetization ?? null,
    channel: null,
    start: { at: null, precision: "unknown", basis: "observed", text: null },
    end:
      day === null
        ? { at: null, precision: "unknown", basis: "observed", text: null }
        : endOn(day, target.zone, `Jusqu'au ${row.lastDay}`),
    terms: [
      {
        quality: qualitiesIn(row.quality)[0] ?? null,
        price: price?.amountMinor === 0 ? null : price,
        audio: [],
        subtitles: [],
      },
    ],
    url: null,
    text: Object.values(row).join(" | "),
    doubts: model ? [] : [`unknown model "${row.model}"`],
  }
}
