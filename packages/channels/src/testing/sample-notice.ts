import type { Notice } from "../notice.ts"

/** An invented notice with what channels trip over: Markdown, a mention of everybody, quotes, more than one line. */
export function sampleNotice(change: Partial<Notice> = {}): Notice {
  return {
    id: "019b2c7e-0000-7000-8000-000000000001",
    type: "alerts",
    locale: "fr",
    title: "« L'Été *à* Bruay » @everyone est disponible sur Télé-Étoile",
    text: "Gratuit sur Télé-Étoile jusqu'au dimanche 6 juillet inclus.\nhttps://vigie.example/films/l-ete-a-bruay",
    url: "https://vigie.example/films/l-ete-a-bruay",
    urgent: false,
    createdAt: 1_751_356_800_123,
    alerts: [
      {
        kind: "available",
        film: {
          slug: "l-ete-a-bruay",
          title: "L'Été *à* Bruay",
          originalTitle: null,
          year: 1995,
          directors: ["Anne Le Goff"],
          url: "https://vigie.example/films/l-ete-a-bruay",
        },
        change: { before: {}, after: { end: "2025-07-06T22:00:00Z" } },
        windows: [
          {
            provider: "Télé-Étoile",
            territory: "FR",
            kind: "replay",
            monetization: "free",
            start: { at: null, precision: "unknown", basis: "observed" },
            end: { at: "2025-07-06T22:00:00Z", precision: "day", basis: "stated" },
            terms: [{ quality: "hd", price: null, audio: ["fr"], subtitles: [] }],
            watchUrl: "https://etoile.example/l-ete",
            evidence: {
              source: "Télé-Étoile",
              url: "https://etoile.example/replay",
              readAt: "2025-07-01T08:00:00Z",
              text: "jusqu'au 6 juillet",
            },
          },
        ],
      },
    ],
    ...change,
  }
}
