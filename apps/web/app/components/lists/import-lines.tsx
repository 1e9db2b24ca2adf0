import { Link } from "react-router"
import type { Choice, ImportSheet, OpenLine } from "../../data/lists/import-sheet.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"
import { NextOnes } from "./import-counts.tsx"

/** Lines that several films may be: one is chosen, or none; what is not ticked stays. */
export function ChooseLines({ choose }: Pick<ImportSheet, "choose">) {
  const { page } = useWords().import
  if (choose.count === 0) return null
  return (
    <Part id="choose" name={page.chooseTitle}>
      <p className="mb-4 max-w-prose text-faint">{page.chooseHelp}</p>
      <form method="post" className="mb-6">
        <button type="submit" name="act" value="firsts" className="button-quiet">
          {page.firsts(choose.count)}
        </button>
      </form>
      <form method="post">
        {choose.rows.map((line) => (
          <Question key={line.id} line={line} />
        ))}
        <button type="submit" className="button mt-4">
          {page.save}
        </button>
      </form>
      <NextOnes next={choose.next} />
    </Part>
  )
}

function Question({ line }: { readonly line: OpenLine }) {
  const { page } = useWords().import
  return (
    <fieldset className="question">
      <legend>
        <Named line={line} />
      </legend>
      {line.choices.map((choice) => (
        <Candidate key={choice.index} line={line.id} choice={choice} />
      ))}
      <label className="choice">
        <input type="radio" name={`choice-${line.id}`} value="none" />
        <span className="text-faint">{page.noneOf}</span>
      </label>
    </fieldset>
  )
}

/** A line as the list has it. */
function Named({ line }: { readonly line: OpenLine }) {
  const { page } = useWords().import
  return (
    <>
      <span className="text-lead font-semibold">{line.title}</span>
      {line.year !== null && <span className="text-faint"> {line.year}</span>}
      <span className="text-fine text-faint">, {page.line(String(line.line))}</span>
    </>
  )
}

function Candidate({ line, choice }: { readonly line: string; readonly choice: Choice }) {
  const { import: words, film } = useWords()
  const { title, originalTitle, year, directors, slug, url, source } = choice
  return (
    <div className="candidate">
      <label className="choice">
        <input type="radio" name={`choice-${line}`} value={choice.index} />
        <span>
          {title} <span className="whitespace-nowrap text-faint">{year}</span>
          {directors && <span className="text-faint">, {directors}</span>}
          {originalTitle && <span className="block text-fine text-faint">{film.originally(originalTitle)}</span>}
        </span>
      </label>
      {(slug !== null || url !== null) && (
        <a
          href={slug === null ? url! : `/films/${slug}`}
          {...(slug === null && { rel: "noreferrer external" })}
          className="link text-fine"
        >
          {slug === null && source !== null ? `${words.page.page} ${words.page.elsewhere(source)}` : words.page.page}
          <span className="sr-only">
            {" "}
            ({title} {year})
          </span>
        </a>
      )}
    </div>
  )
}

/** Lines that are being looked up, and what keeps that from going on. */
export function LookedUp({ looking, refreshing }: Pick<ImportSheet, "looking"> & { readonly refreshing: boolean }) {
  const { page } = useWords().import
  if (looking.count === 0) return null
  return (
    <Part id="looking" name={page.lookingTitle}>
      <p className="max-w-prose text-faint">{page.lookingHelp}</p>
      {looking.trouble && <p className="notice mt-3">{looking.trouble}</p>}
      {!refreshing && (
        <p className="mt-2">
          <a href="?" className="link">
            {page.lookAgain}
          </a>
        </p>
      )}
      <Ticks lines={looking} name="dismiss" button={page.dismissAll} />
    </Part>
  )
}

/** Lines that nobody recognised, or that were dismissed: some may be ticked. */
export function TickedLines({
  part,
  lines,
}: {
  readonly part: "unknown" | "dismissed"
  readonly lines: ImportSheet["unknown"]
}) {
  const { page } = useWords().import
  if (lines.rows.length === 0) return null
  const unknown = part === "unknown"
  return (
    <Part id={part} name={unknown ? page.unknownTitle : page.dismissedTitle}>
      <p className="max-w-prose text-faint">{unknown ? page.unknownHelp : page.dismissedHelp}</p>
      <Ticks
        lines={lines}
        name={unknown ? "dismiss" : "recall"}
        button={unknown ? page.dismissAll : page.recallAll}
        search={unknown}
      />
    </Part>
  )
}

interface TicksProps {
  readonly lines: ImportSheet["unknown"]
  readonly name: "dismiss" | "recall"
  readonly button: string
  readonly search?: boolean
}

function Ticks({ lines, name, button, search = false }: TicksProps) {
  const { page } = useWords().import
  return (
    <form method="post" className="mt-3">
      <ul className="columns">
        {lines.rows.map((line) => (
          <li key={line.id}>
            <label className="choice">
              <input type="checkbox" name={name} value={line.id} />
              <span>
                <Named line={line} />
              </span>
            </label>
            {search && (
              <Link to={`/films?${new URLSearchParams({ q: line.title })}`} className="choice-more link">
                {page.search}
                <span className="sr-only"> ({line.title})</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
      <button type="submit" className="button-plain">
        {button}
      </button>
      <NextOnes next={lines.next} />
    </form>
  )
}
