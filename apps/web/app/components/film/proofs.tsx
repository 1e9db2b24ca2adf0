import type { Proof } from "../../data/film/offer.server.ts"
import { useWords } from "../../i18n/words.ts"

/** The words read, where and when; folded away until asked for. */
export function Proofs({ proofs, about }: { readonly proofs: readonly Proof[]; readonly about: string }) {
  const { film } = useWords()
  if (proofs.length === 0) return null
  return (
    <details className="proof">
      <summary>
        {film.proof}
        <span className="sr-only"> ({about})</span>
      </summary>
      {proofs.map((proof) => (
        <figure key={`${proof.said} ${proof.words}`} className="mt-2 mb-3">
          <blockquote className="border-l-2 border-rule pl-3">{proof.words}</blockquote>
          <figcaption className="mt-1 pl-3 text-fine text-faint">
            {proof.said}
            {proof.url && (
              <>
                {" · "}
                <a href={proof.url} rel="noreferrer external" className="link break-words">
                  {film.page}
                </a>
              </>
            )}
          </figcaption>
        </figure>
      ))}
    </details>
  )
}
