import type { ReactNode } from "react"
import { Link } from "react-router"
import { useWords } from "../../i18n/words.ts"
import { Tip } from "../film/tip.tsx"
import { Part } from "../site/heading.tsx"
import { Table } from "../site/table.tsx"
import { type BarShape, CHART_HEIGHT, type OverTimeShape } from "./history-shapes.ts"

interface OverTimeProps {
  readonly over: OverTimeShape | null
  /** What the rows tell apart, in words. */
  readonly by: string
  /** Where the changes themselves are listed. */
  readonly drill: string
  /** What these numbers leave out. */
  readonly children: ReactNode
}

/** The changes over time: a bar a unit, a row of small bars for each key, and a table that says the same. */
export function OverTimeChart({ over, by, drill, children }: OverTimeProps) {
  const { history: words } = useWords()
  if (over === null)
    return (
      <Part id="over" name={words.over}>
        <p className="text-lead">{words.none}</p>
        {children}
      </Part>
    )
  return (
    <Part id="over" name={words.over}>
      <p className="text-lead">
        <strong className="sign">{over.total}</strong>
      </p>
      {over.undone && <p className="text-fine text-faint">{over.undone}</p>}
      {over.coarser && <p className="text-fine text-faint">{over.coarser}</p>}
      <Bars over={over} />
      <h3 className="label mt-8">{by}</h3>
      <ul className="sparks">
        {over.keys.map((row) => (
          <li key={row.key} className="spark">
            <p className="spark-name">
              {row.href ? (
                <Link to={row.href} className="link">
                  {row.name}
                </Link>
              ) : (
                row.name
              )}
              <span className="text-fine text-faint">{row.total}</span>
            </p>
            <svg
              viewBox={`0 0 ${over.buckets} 100`}
              preserveAspectRatio="none"
              className="spark-bars"
              aria-hidden="true"
            >
              <path d={row.path} />
            </svg>
            <p className="spark-most">{row.most}</p>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-fine text-faint">{words.each}</p>
      <Cells over={over} />
      <p className="mt-4">
        <Link to={drill} className="button-quiet">
          {words.drill}
        </Link>
      </p>
      {children}
    </Part>
  )
}

function Bars({ over }: { readonly over: OverTimeShape }) {
  const { history: words } = useWords()
  const { bars, levels, ticks } = over.chart
  return (
    <>
      <p className="chart-axis">{over.per}</p>
      <div className="plot">
        <svg className="plot-levels" width="100%" height={CHART_HEIGHT} aria-hidden="true">
          {levels.map(({ y, label }) => (
            <text key={y} x="100%" y={y + 4} textAnchor="end" className="chart-label">
              {label}
            </text>
          ))}
        </svg>
        {/* biome-ignore lint/a11y/useSemanticElements: a chart whose bars are links is a group, not a field set */}
        <svg
          role="group"
          aria-label={words.chart(words.over, over.per)}
          className="chart"
          width="100%"
          height={CHART_HEIGHT + 24}
        >
          {levels.map(({ y }) => (
            <line key={y} x1="0" x2="100%" y1={y} y2={y} className="chart-hair" />
          ))}
          <line x1="0" x2="100%" y1={CHART_HEIGHT} y2={CHART_HEIGHT} className="chart-ground" />
          {ticks.map(({ x, label, side, minor }) => (
            <g key={x} className={minor ? "tick tick-minor" : "tick"}>
              <text x={`${x}%`} y={CHART_HEIGHT + 18} textAnchor={side} className="chart-label">
                {label}
              </text>
            </g>
          ))}
          {bars.map((bar) => (
            <Bar key={bar.href} bar={bar} />
          ))}
        </svg>
      </div>
    </>
  )
}

function Bar({ bar }: { readonly bar: BarShape }) {
  const { history: words } = useWords()
  const { x, width, y, height, cut, label, lines } = bar
  return (
    <>
      <a href={bar.href} aria-label={lines.join(", ")} className="bar">
        <rect x={`${x}%`} y="0" width={`${width}%`} height={CHART_HEIGHT} className="bar-reach" />
        <rect x={`${x}%`} y={y} width={`${width}%`} height={height} className="bar-present" />
        {cut && <line x1={`${x}%`} x2={`${x + width}%`} y1={y + 8} y2={y + 8} className="bar-cut" />}
        {label !== null && (
          <text
            x={`${x + width / 2}%`}
            y={y - 6}
            textAnchor={x > 85 ? "end" : x < 15 ? "start" : "middle"}
            className="price-label"
          >
            <title>{words.cut(label)}</title>
            {label}
          </text>
        )}
      </a>
      <Tip bottom={Math.max(y - 4, 56)} side={bar.side} lines={lines} />
    </>
  )
}

function Cells({ over }: { readonly over: OverTimeShape }) {
  const { history: words } = useWords()
  return (
    <details className="older">
      <summary>{words.table}</summary>
      <div className="numbers">
        <Table
          caption={words.over}
          columns={[
            { name: words.when, cell: (row) => row.name },
            {
              name: words.total,
              cell: (row) => (
                <Link to={row.href} className="link sign">
                  {row.total}
                </Link>
              ),
            },
            ...over.keys.map(({ name }, index) => ({
              name,
              cell: (row: OverTimeShape["rows"][number]) => {
                const cell = row.cells[index]!
                return cell.href ? (
                  <Link to={cell.href} className="link">
                    {cell.count}
                  </Link>
                ) : (
                  cell.count
                )
              },
            })),
          ]}
          rows={over.rows}
          keyOf={({ key }) => key}
        />
      </div>
    </details>
  )
}
