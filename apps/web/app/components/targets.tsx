import type { TargetLine } from "../data/film.server.ts"
import { useWords } from "../i18n/words.ts"
import { Part } from "./heading.tsx"
import { Outside } from "./marks.tsx"
import { Table } from "./table.tsx"

/** What is read for a film, how often, and how the last reading went. */
export function Targets({ targets }: { readonly targets: readonly TargetLine[] }) {
  const { film } = useWords()
  if (targets.length === 0) return null
  return (
    <Part id="sources" name={film.sources}>
      <Table
        caption={film.sources}
        columns={[
          { name: film.source, cell: (target) => <Outside href={target.reference}>{target.source}</Outside> },
          { name: film.state, cell: (target) => target.state },
          { name: film.lastGood, cell: (target) => target.lastGood },
          { name: film.next, cell: (target) => target.every },
        ]}
        rows={targets}
        keyOf={(target) => target.id}
      />
    </Part>
  )
}
