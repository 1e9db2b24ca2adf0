import type { Page } from "../page/page.ts"
import { SourceError } from "../source.ts"
import { plain } from "../text.ts"

/** "Désolé, aucun résultat ne correspond à votre recherche." and its English twin: an answer, not a failure (I2). */
export function saysNoResult(text: string): boolean {
  const folded = plain(text)
  return (
    folded.length < 200 &&
    /\baucun resultat\b|\b(?:sorry,? )?no (?:matching )?results? (?:match|correspond|found|were found|for)/u.test(
      folded,
    )
  )
}

const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:erreur|error|http) ?[45]\d\d\b|^[45]\d\d\b|\b(?:page|url) (?:introuvable|non trouvee|not found)\b/u,
    "an error page",
  ],
  [
    /\b(?:internal server error|bad gateway|gateway time-?out|service (?:temporairement )?(?:indisponible|unavailable))\b/u,
    "an error page",
  ],
  [
    /\b(?:une erreur (?:est survenue|s'est produite)|an error (?:has )?occurred|something went wrong)\b/u,
    "an error page",
  ],
  [
    /\b(?:acces (?:refuse|interdit)|access denied|forbidden|too many requests|just a moment|captcha|are you (?:a )?human)\b/u,
    "a refusal",
  ],
  [/\b(?:site )?(?:en (?:cours de )?maintenance|under maintenance)\b/u, "a maintenance page"],
]

/**
 * The error for a page that lacks what its source reads: `refused` when it says itself that it is no answer (a login page,
 * a stated error), `shape_changed` otherwise. `missing` says what was expected.
 */
export function notTheDocument(page: Page, missing: string): SourceError {
  if (asksToLogIn(page)) return new SourceError("refused", `a login page: ${missing}`)
  if (page.blocks.length === 0) return new SourceError("shape_changed", `empty page: ${missing}`)
  for (const said of openingWords(page)) {
    const refusal = REFUSALS.find(([pattern]) => pattern.test(said))?.[1]
    if (refusal) return new SourceError("refused", `${refusal}: ${missing}`)
  }
  return new SourceError("shape_changed", missing)
}

/** A document whose end is missing concludes nothing. */
export function assertWhole(page: Page): void {
  if (!page.whole) throw new SourceError("shape_changed", "the document is cut off: it ends before </html>")
}

export function asksToLogIn(page: Page): boolean {
  if (page.password) return true
  return page.blocks.some(
    (block) => block.kind === "line" && /^(?:mot de passe|password)\b.{0,12}$/u.test(plain(block.text)),
  )
}

/** Where a page says what it is: its title, and its first lines. */
function openingWords(page: Page): string[] {
  const lines = page.blocks.filter((block) => block.kind === "line").slice(0, 8)
  return [page.title ?? "", ...lines.map((line) => line.text)].map((text) => plain(text).slice(0, 300))
}
