import { useWords } from "../i18n/words.ts"

interface WatchFormProps {
  readonly slug: string
  readonly followed: boolean
  readonly available: boolean
}

/** Watch or unwatch by a plain form. */
export function WatchForm({ slug, followed, available }: WatchFormProps) {
  const { watch } = useWords()
  return (
    <form method="post" action={`/films/${slug}`} className="mt-4">
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
