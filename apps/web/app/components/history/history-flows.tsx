import { Link } from "react-router"
import type { CoverageView, FlowRow, FlowsView, StaysView } from "../../data/history/history-parts.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"
import { Table } from "../site/table.tsx"

/** Who came and who went, service by service: departures to the left, hatched; arrivals to the right, full. */
export function FlowsChart({ flows }: { readonly flows: FlowsView | null }) {
  const { history: words } = useWords()
  if (flows === null) return null
  const hidden = flows.rows.length - flows.drawn.length
  return (
    <Part id="flows" name={words.flows}>
      <p className="flow-heads" aria-hidden="true">
        <span>← {words.departures}</span>
        <span>{words.arrivals} →</span>
      </p>
      <ul className="flows" aria-label={words.flowsChart}>
        {flows.drawn.map((row) => (
          <li key={row.slug}>
            <p className="chart-heading">{row.name}</p>
            <FlowBars row={row} />
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="mt-2 text-fine text-faint">{words.moreProviders(hidden)}</p>}
      <details className="older">
        <summary>{words.table}</summary>
        <Table
          caption={words.flows}
          columns={[
            { name: words.provider, cell: (row: FlowRow) => row.name },
            { name: words.arrivals, cell: (row) => <Drill side={row.arrivals} /> },
            { name: words.departures, cell: (row) => <Drill side={row.departures} /> },
            { name: words.balance, cell: (row) => <span className="sign">{row.balance}</span> },
          ]}
          rows={flows.rows}
          keyOf={({ slug }) => slug}
        />
      </details>
    </Part>
  )
}

function Drill({ side }: { readonly side: FlowRow["arrivals"] }) {
  if (side.count === 0) return side.said
  return (
    <Link to={side.href} className="link">
      {side.said}
    </Link>
  )
}

function FlowBars({ row }: { readonly row: FlowRow }) {
  const sides = [
    { ...row.departures, name: "out" },
    { ...row.arrivals, name: "in" },
  ]
  return (
    <div className="flow">
      {sides.map((side) => (
        <div key={side.name} className={`flow-${side.name}`}>
          {side.count === 0 ? (
            <span className="flow-count">{side.said}</span>
          ) : (
            <a href={side.href} aria-label={side.label} className="flow-link">
              <svg width="100%" height="24" aria-hidden="true">
                <rect
                  x={side.name === "out" ? `${100 - side.width}%` : "0"}
                  y="5"
                  width={`${side.width}%`}
                  height="14"
                  className={side.name === "out" ? "bar-out" : "bar-present"}
                />
              </svg>
              <span className="flow-count">{side.said}</span>
            </a>
          )}
        </div>
      ))}
    </div>
  )
}

/** How long films stay: half of them between the ends of a bar, the median within; and how many come back. */
export function StaysChart({ stays }: { readonly stays: StaysView | null }) {
  const { history: words } = useWords()
  if (stays === null)
    return (
      <Part id="stays" name={words.stays}>
        <p className="text-faint">{words.staysNone}</p>
      </Part>
    )
  return (
    <Part id="stays" name={words.stays}>
      <p className="max-w-prose">{words.staysChart}</p>
      <ul className="stays">
        {stays.drawn.map((row) => (
          <li key={row.key}>
            <p className="chart-heading">{row.name}</p>
            <StayBar row={row} ticks={stays.ticks} />
            <p className="text-fine">
              {row.bar && `${words.median} : ${row.median}, ${row.half}. `}
              {row.returned}
              {row.gap && `, ${row.gap}`}
            </p>
            <p className="text-fine text-faint">{row.sample}</p>
          </li>
        ))}
      </ul>
      <svg width="100%" height="22" aria-hidden="true" className="chart stays-axis">
        {stays.ticks.map(({ x, label }) => (
          <text
            key={x}
            x={`${x}%`}
            y="16"
            textAnchor={x < 5 ? "start" : x > 95 ? "end" : "middle"}
            className="chart-label"
          >
            {label}
          </text>
        ))}
      </svg>
      <p className="mt-3 max-w-prose text-fine text-faint">
        {stays.why} {words.returnsWhy} {stays.computed}
      </p>
      <details className="older">
        <summary>{words.table}</summary>
        <Table
          caption={words.stays}
          columns={[
            { name: words.provider, cell: (row) => row.name },
            { name: words.median, cell: (row) => <span className="sign">{row.median}</span> },
            { name: words.half, cell: (row) => row.half },
            { name: words.outOf, cell: (row) => row.sample },
            { name: words.comeBack, cell: (row) => (row.returned ? `${row.share} (${row.returned})` : "–") },
            { name: words.after, cell: (row) => row.gap ?? "–" },
          ]}
          rows={stays.rows}
          keyOf={({ key }) => key}
        />
      </details>
    </Part>
  )
}

function StayBar({ row, ticks }: { readonly row: StaysView["drawn"][number]; readonly ticks: StaysView["ticks"] }) {
  if (row.bar === null) return null
  const { from, width, median } = row.bar
  return (
    <svg width="100%" height="20" aria-hidden="true" className="chart">
      {ticks.map(({ x }) => (
        <line key={x} x1={`${x}%`} x2={`${x}%`} y1="0" y2="20" className="chart-hair" />
      ))}
      <rect x={`${from}%`} y="4" width={`${width}%`} height="12" className="bar-past" />
      <line x1={`${median}%`} x2={`${median}%`} y1="0" y2="20" className="edge-stated" />
    </svg>
  )
}

/** Which services show most of the reader's list now. */
export function CoverageChart({ coverage }: { readonly coverage: CoverageView | null }) {
  const { history: words } = useWords()
  if (coverage === null) return null
  const drawn = coverage.rows.slice(0, 12)
  return (
    <Part id="coverage" name={words.coverage}>
      <p className="max-w-prose text-lead">{coverage.now}</p>
      {coverage.together && <p className="mt-1 max-w-prose text-lead">{coverage.together}</p>}
      {drawn.length > 0 && (
        <ul className="coverage" aria-label={words.coverageChart}>
          {drawn.map(({ slug, name, count, width, of }) => (
            <li key={slug}>
              <Link to={`/providers/${slug}`} className="coverage-line">
                <span>{name}</span>
                <svg width="100%" height="24" aria-hidden="true">
                  <rect x="0" y="5" width="100%" height="14" className="bar-rest" />
                  <rect x="0" y="5" width={`${width}%`} height="14" className="bar-present" />
                </svg>
                <span className="sign" aria-hidden="true">
                  {count}
                </span>
                <span className="sr-only">{of}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {coverage.rows.length > 0 && (
        <details className="older">
          <summary>{words.table}</summary>
          <Table
            caption={words.coverage}
            columns={[
              { name: words.provider, cell: (row) => row.name },
              { name: words.total, cell: (row) => <span className="sign">{row.count}</span> },
              { name: words.share, cell: (row) => row.share },
            ]}
            rows={coverage.rows}
            keyOf={({ slug }) => slug}
          />
        </details>
      )}
    </Part>
  )
}
