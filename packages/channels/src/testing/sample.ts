import type { Message } from "../message.ts"
import { unsubscribeHeaders } from "../message.ts"

/** An invented mail with all that mail software trips over: accents, a long subject, a lone dot, long lines. */
export function sampleMessage(change: Partial<Message> = {}): Message {
  return {
    id: "019b2c7e-0000-7000-8000-000000000001",
    to: "camille@example.org",
    from: "Vigie <vigie@example.net>",
    subject:
      "« L'Été à Bruay-la-Buissière, ou la longue attente d'une éclaircie » est disponible sur Télé-Étoile jusqu'au 6 juillet",
    html: `<p>À voir&nbsp;: location <b>2,99&nbsp;€</b></p>\n<!-- ${"x".repeat(1200)} -->`,
    text: `À voir : location 2,99 €\n.\n\nJusqu'au dimanche 6 juillet inclus – œuvre complète = 100 %  \nhttps://example.net/${"f".repeat(90)}\n`,
    headers: unsubscribeHeaders(`https://example.net/unsubscribe/${"t".repeat(80)}`),
    createdAt: 1_751_356_800_123,
    ...change,
  }
}
