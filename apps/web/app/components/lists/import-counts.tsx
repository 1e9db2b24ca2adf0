import { numberInWords } from "@vigie/core"
import { Fragment, useContext } from "react"
import type { ImportSheet } from "../../data/lists/import-sheet.server.ts"
import { LocaleContext, useWords } from "../../i18n/words.ts"
import { FilmLink } from "../catalogue/programme.tsx"
import { Part } from "../site/heading.tsx"
import { Table } from "../site/table.tsx"

/** How many lines became what, each number leading to them where they are shown. */
export function ImportCounts({ counts }: Pick<ImportSheet, "counts">) {
  const locale = useContext(LocaleContext)
  return (
    <ul className="tally">
      {counts.map(({ name, count, at }) => (
        <li key={name}>
          <span className="tally-number">{numberInWords(count, locale)}</span>{" "}
          {at === null || count === 0 ? (
            name
          ) : (
            <a href={`#${at}`} className="link">
              {name}
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The films that the list brought. */
export function AddedFilms({ added }: Pick<ImportSheet, "added">) {
  const { page } = useWords().import
  if (added.rows.length === 0) return null
  return (
    <Part id="added" name={page.addedTitle}>
      <ul className="columns">
        {added.rows.map((film) => (
          <li key={film.key}>
            <FilmLink film={film} />
          </li>
        ))}
      </ul>
      <NextOnes next={added.next} />
    </Part>
  )
}

export function NextOnes({ next }: { readonly next: string | null }) {
  const { page } = useWords().import
  if (next === null) return null
  return (
    <p className="mt-4">
      <a href={next} className="link">
        {page.next}
      </a>
    </p>
  )
}

/** Lines that were not read: where, why, and how each begins. */
export function Rejected({ sheet }: { readonly sheet: Pick<ImportSheet, "rejected" | "moreRejected"> }) {
  const { page } = useWords().import
  if (sheet.rejected.length === 0) return null
  return (
    <Part id="rejected" name={page.rejectedTitle}>
      <RejectedTable rows={sheet.rejected} />
      {sheet.moreRejected > 0 && <p className="mt-3 text-faint">{page.countMoreRejected(sheet.moreRejected)}</p>}
    </Part>
  )
}

export function RejectedTable({ rows }: { readonly rows: ImportSheet["rejected"] }) {
  const { page } = useWords().import
  return (
    <Table
      caption={page.rejectedTitle}
      columns={[
        { name: page.where, cell: ({ line }) => page.line(String(line)) },
        { name: page.why, cell: ({ why }) => why },
        { name: page.words, cell: ({ text }) => <Fragment>{text}</Fragment> },
      ]}
      rows={rows}
      keyOf={({ line }) => String(line)}
    />
  )
}
