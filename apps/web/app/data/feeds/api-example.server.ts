import { SITE } from "../site/site.server.ts"
import type { ChangesPage } from "./api-shape.ts"

const ID = "01932f00-0000-7000-8000-00000000002a"

/** An invented answer, for the page that explains it. */
export const EXAMPLE: ChangesPage = {
  changes: [
    {
      cursor: 42,
      id: ID,
      at: "2026-07-01T08:30:00Z",
      change: "moved",
      film: { slug: "les-milles", title: "Les Milles", year: 1995, url: `${SITE.baseUrl}/films/les-milles` },
      provider: { slug: "arte", name: "Arte" },
      territory: "FR",
      kind: "replay",
      monetization: "free",
      window: "01932f00-0000-7000-8000-000000000007",
      before: { end: "2026-07-06T22:00:00Z" },
      after: { end: "2026-07-20T22:00:00Z", endBasis: "stated", endPrecision: "day" },
      cause: "live",
      sources: [{ id: "wikidata", name: "Wikidata", attribution: "Wikidata (CC0)" }],
      proof: {
        source: "wikidata",
        url: "https://www.wikidata.org/",
        readAt: "2026-07-01T08:30:00Z",
        text: "jusqu'au 20 juillet",
      },
      url: `${SITE.baseUrl}/changes/${ID}`,
    },
  ],
  cursor: 42,
  next: `${SITE.baseUrl}/api/changes?after=42&limit=1&territory=FR`,
  more: false,
  attribution: ["Wikidata (CC0)"],
}
