import { Link } from "react-router"
import type { RuleLine } from "../../data/watchlist/rule-words.server.ts"
import { useWords } from "../../i18n/words.ts"

interface WatchFormProps {
  readonly slug: string
  readonly followed: boolean
  readonly available: boolean
  /** The last change this page shows: what comes after it is told (I8). */
  readonly seen: number
  /** What its owner is told, where that is known. */
  readonly rule?: RuleLine | null
  /** The button alone, by another name: for whoever found nothing. */
  readonly brief?: boolean
}

/** Watch or unwatch by a plain form. */
export function WatchForm({ slug, followed, available, seen, rule = null, brief = false }: WatchFormProps) {
  const { watch, watchlist, filmPage } = useWords()
  return (
    <form method="post" action={`/films/${slug}`} className="mt-4">
      <input type="hidden" name="seen" value={seen} />
      {followed && <p className="mb-2 font-semibold">{watch.on}</p>}
      <button
        type="submit"
        name="act"
        value={followed ? "unwatch" : "watch"}
        className={followed || brief ? "button-quiet" : "button"}
      >
        {followed ? watch.remove : brief ? filmPage.tellMe : watch.add}
      </button>
      {!brief && (
        <p className="mt-2 text-fine text-faint">
          {followed && rule !== null ? rule.words : available ? watch.whatNow : watch.what}
        </p>
      )}
      {followed && !brief && (
        <p>
          <Link to={`/watchlist/told?film=${slug}`} className="link small-link">
            {watchlist.toldLink}
          </Link>
        </p>
      )}
      {followed && rule?.doubts[0] && <p className="mt-1 text-fine">{rule.doubts[0]}</p>}
    </form>
  )
}
