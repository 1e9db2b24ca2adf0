import { type Source, SourceError } from "@vigie/sources"

const film = { title: null, originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {} }
const unknown = { at: null, precision: "unknown", basis: "observed", text: null } as const

/** The bench's own source: no pace, one offer a page. Known to no installation. */
export const benchSource: Source = {
  id: "bench",
  name: "Banc",
  homepage: "http://127.0.0.1/",
  scope: "film",
  version: 1,
  rank: "page",
  territories: ["FR"],
  pace: { minIntervalMs: 0, why: "loopback" },
  confirmations: { close: 2, apartMs: 1_800_000 },
  everyMs: 3_600_000,
  licence: { republish: "none" },
  settings: [],
  createsFilms: false,
  request: (target) => ({ url: target.reference }),
  parse: (document) => {
    const page = JSON.parse(document.text) as { offers?: { provider: string; price: number }[] }
    if (!page.offers) throw new SourceError("shape_changed", "offers")
    const sightings = page.offers.map(({ provider, price }) => ({
      film,
      provider,
      territory: "FR",
      kind: "vod" as const,
      monetization: "rent" as const,
      channel: null,
      start: unknown,
      end: unknown,
      terms: [{ quality: "hd" as const, price: { amountMinor: price, currency: "EUR" }, audio: [], subtitles: [] }],
      url: null,
      text: `${provider} ${price}`,
      doubts: [],
    }))
    return { snapshot: { coverage: { claims: "complete" }, sightings, films: [], removals: [], rejected: [] } }
  },
}
