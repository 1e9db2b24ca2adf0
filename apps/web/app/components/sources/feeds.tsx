import type { FeedLine } from "../../data/sources/feeds.server.ts"
import { useWords } from "../../i18n/words.ts"

/** Each source that is on, and how its reading stands. */
export function FeedLines({ lines }: { readonly lines: readonly FeedLine[] }) {
  const { setup } = useWords()
  if (lines.length === 0) return <p className="text-faint">{setup.noPack}</p>
  return (
    <ul className="lines">
      {lines.map((line) => (
        <li key={line.id} className="entry">
          <span className="text-lead font-semibold">{line.name}</span>{" "}
          <span className={`state ${line.state === "failed" ? "state-announced" : ""}`}>{line.word}</span>
          <p className="mt-1">{line.says.join(line.state === "failed" ? " " : ", ")}</p>
        </li>
      ))}
    </ul>
  )
}
