import { useWords } from "../../i18n/words.ts"

/** That nothing is read just now, and what becomes of what one asks; nothing while it is. */
export function StoppedNotice({ words }: { readonly words: string | null }) {
  const { stopped } = useWords()
  if (words === null) return null
  return (
    <div className="notice mt-6" role="status">
      <p>
        <strong>{words}</strong> {stopped.kept}
      </p>
    </div>
  )
}
