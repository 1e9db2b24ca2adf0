import type { MarkKind } from "@vigie/core"
import { useWords } from "../../i18n/words.ts"

interface MarkFormProps {
  readonly slug: string
  /** What the reader says of the film so far. */
  readonly mark: MarkKind | null
  /** The last change this page shows: a snooze passes over the windows known up to it. */
  readonly seen: number
  /** The page to come back to. */
  readonly back: string
}

const MARKS: readonly MarkKind[] = ["seen", "dismissed", "snoozed"]

/** Seen, not interested, or snoozed until the next window, by plain buttons; what is said already can be taken back. */
export function MarkForm({ slug, mark, seen, back }: MarkFormProps) {
  const { mark: words } = useWords().watchlist
  return (
    <form method="post" action="/watchlist/marks" className="marking">
      <input type="hidden" name="film" value={slug} />
      <input type="hidden" name="seen" value={seen} />
      <input type="hidden" name="back" value={back} />
      {mark !== null && <p className="basis-full">{words.is[mark]}</p>}
      {MARKS.filter((one) => one !== mark).map((one) => (
        <button key={one} type="submit" name="act" value={one} className="button-plain">
          {one === "snoozed" ? words.snooze : words[one]}
        </button>
      ))}
      {mark !== null && (
        <button type="submit" name="act" value="clear" className="button-plain">
          {words.clear}
        </button>
      )}
    </form>
  )
}
