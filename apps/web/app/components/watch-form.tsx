import { useWords } from "../i18n/words.ts"

interface WatchFormProps {
  readonly slug: string
  readonly followed: boolean
  readonly available: boolean
  /** The last change this page shows: what comes after it is told (I8). */
  readonly seen: number
}

/** Watch or unwatch by a plain form. */
export function WatchForm({ slug, followed, available, seen }: WatchFormProps) {
  const { watch } = useWords()
  return (
    <form method="post" action={`/films/${slug}`} className="mt-4">
      <input type="hidden" name="seen" value={seen} />
      {followed && <p className="mb-2 font-semibold">{watch.on}</p>}
      <button
        type="submit"
        name="act"
        value={followed ? "unwatch" : "watch"}
        className={followed ? "button-quiet" : "button"}
      >
        {followed ? watch.remove : watch.add}
      </button>
      <p className="mt-2 text-fine text-faint">{available ? watch.whatNow : watch.what}</p>
    </form>
  )
}
