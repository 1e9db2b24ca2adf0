import { agoInWords, type Ms } from "@vigie/core"
import { PHRASES } from "../../i18n/words.ts"
import type { Reading } from "./viewer.server.ts"

/** Nobody reads: since about when, as far as what is due tells. */
export interface Stopped {
  readonly since: Ms | null
}

/** "Les relevés sont à l'arrêt …": null while a worker runs. */
export function stoppedInWords(
  stopped: Stopped | null,
  { locale, now }: Pick<Reading, "locale" | "now">,
): string | null {
  if (stopped === null) return null
  const words = PHRASES[locale].stopped
  return stopped.since === null ? words.now : words.since(agoInWords(stopped.since, locale, now))
}
