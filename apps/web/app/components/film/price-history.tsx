import type { PriceHistoryView, StepMark } from "../../data/film/prices.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"
import { Table } from "../site/table.tsx"
import { Axis, Tip } from "./tip.tsx"

const HEIGHT = 68

/** What a film cost over time, a small chart per offer on one time axis, and a table that says the same. */
export function PriceHistory({ history }: { readonly history: PriceHistoryView | null }) {
  const { prices: words, film } = useWords()
  if (history === null) return null
  return (
    <Part id="prices" name={words.title}>
      <svg className="chart" width="100%" height={24} aria-hidden="true">
        <Axis ticks={history.ticks} height={24} />
      </svg>
      {history.lines.map(({ key, offer, steps }) => (
        <div key={key} className="price-line">
          <p className="chart-heading">{offer}</p>
          {/* biome-ignore lint/a11y/useSemanticElements: a chart whose steps are links is a group, not a field set */}
          <svg role="group" aria-label={words.chart(offer)} className="chart" width="100%" height={HEIGHT}>
            {steps.map((step) => (
              <Step key={step.id} step={step} />
            ))}
          </svg>
        </div>
      ))}
      <details className="older">
        <summary>{words.table}</summary>
        <Table
          caption={words.title}
          columns={[
            { name: film.provider, cell: (row) => <span id={row.id}>{row.offer}</span> },
            { name: film.price, cell: (row) => <span className="sign">{row.price}</span> },
            { name: words.from, cell: (row) => row.from },
            { name: words.to, cell: (row) => row.to },
          ]}
          rows={history.rows}
          keyOf={({ id }) => id}
        />
      </details>
    </Part>
  )
}

function Step({ step }: { readonly step: StepMark }) {
  const { prices: words } = useWords()
  const { x, width, y, fromY, label, facts, side } = step
  const lines = [facts.price, `${words.from} ${facts.from}`, `${words.to} ${facts.to}`]
  const end = x + width
  return (
    <>
      {fromY !== null && <line x1={`${x}%`} x2={`${x}%`} y1={fromY} y2={y} className="price-drop" />}
      <a href={`#${facts.id}`} aria-label={lines.join(", ")} className="bar">
        <rect x={`${x}%`} y={y - 12} width={`${width}%`} height={24} className="bar-reach" />
        <line x1={`${x}%`} x2={`${end}%`} y1={y} y2={y} className="price-step" />
        {label !== null && (
          <text x={`${x > 80 ? end : x}%`} y={y - 8} textAnchor={x > 80 ? "end" : "start"} className="price-label">
            {label}
          </text>
        )}
      </a>
      <Tip bottom={y - 14} side={side} lines={lines} />
    </>
  )
}
