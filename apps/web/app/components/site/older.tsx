import type { ReactNode } from "react"
import { useWords } from "../../i18n/words.ts"

interface OlderProps<Row> {
  /** The latest first. */
  readonly rows: readonly Row[]
  /** How many are shown at once. */
  readonly latest: number
  readonly draw: (rows: readonly Row[]) => ReactNode
}

/** The latest rows, and the others folded away where there are several. */
export function Older<Row>({ rows, latest, draw }: OlderProps<Row>) {
  const { film } = useWords()
  const shown = rows.length <= latest + 1 ? rows.length : latest
  return (
    <>
      {draw(rows.slice(0, shown))}
      {shown < rows.length && (
        <details className="older">
          <summary>{film.moreOlder(rows.length - shown)}</summary>
          {draw(rows.slice(shown))}
        </details>
      )}
    </>
  )
}
