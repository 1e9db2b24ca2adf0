import { type Ms, Rank, type Term, type TermsVersion } from "@vigie/core"

/**
 * The terms that the leading evidence stated of a window at an instant: the better source first, then the statement made
 * last (W14). What had just ended counts where nothing else was stated: a window's last change is about it.
 */
export function termsAt(versions: readonly TermsVersion[], at: Ms): readonly Term[] {
  const before = versions.filter(({ from, terms }) => from <= at && terms.some(states))
  const held = before.filter(({ to }) => to === null || to > at)
  const [leading] = (held.length > 0 ? held : before).toSorted(leadingFirst)
  return leading?.terms.filter(states) ?? []
}

function leadingFirst(a: TermsVersion, b: TermsVersion): number {
  return Rank.options.indexOf(a.rank) - Rank.options.indexOf(b.rank) || b.from - a.from
}

function states(term: Term): boolean {
  return term.quality !== null || term.price !== null || term.audio.length > 0 || term.subtitles.length > 0
}

/** Every price stated before an instant. */
export function pricesBefore(versions: readonly TermsVersion[], at: Ms): readonly Pick<Term, "quality" | "price">[] {
  return versions.filter(({ from }) => from < at).flatMap(({ terms }) => terms.filter(({ price }) => price !== null))
}
