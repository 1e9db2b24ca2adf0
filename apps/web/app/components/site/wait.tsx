import type { Refresh } from "../../data/site/refresh.server.ts"
import { useWords } from "../../i18n/words.ts"

/** What a page that waits says of itself, and how to look now or have it rest. */
export function Wait({ refresh }: { readonly refresh: Refresh | null }) {
  const { wait } = useWords()
  if (refresh === null) return null
  return (
    <p className="mt-4 flex flex-wrap gap-x-6 gap-y-1 text-fine text-faint" role="status">
      <span>{refresh.header === null ? wait.still : wait.refreshing}</span>
      <a href={refresh.again} className="link">
        {wait.again}
      </a>
      {refresh.header !== null && (
        <a href={refresh.stop} className="link">
          {wait.stop}
        </a>
      )}
    </p>
  )
}
