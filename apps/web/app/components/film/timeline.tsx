import { Link } from "react-router"
import type { BarMark, BarRow, EdgeMark, LaneMark, TimelineView } from "../../data/film/timeline.server.ts"
import type { ChangeMark } from "../../data/film/timeline-marks.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"
import { Table } from "../site/table.tsx"
import { Axis, Tip } from "./tip.tsx"

const BAR = 14
/** Room beneath, for the name of today's line. */
const TODAY = 20

/** When and where the film was, is and will be to be seen: a chart, its key, and a table that says the same. */
export function TimelineChart({ slug, timeline }: { readonly slug: string; readonly timeline: TimelineView }) {
  const { timeline: words, film, filmPage } = useWords()
  const { height, nowX, nowSide } = timeline
  return (
    <Part id="timeline" name={words.title}>
      {/* biome-ignore lint/a11y/useSemanticElements: a chart whose bars are links is a group, not a field set */}
      <svg
        role="group"
        aria-label={words.chart(timeline.from, timeline.to)}
        className="chart"
        width="100%"
        height={height + TODAY}
      >
        <Fades />
        <Axis ticks={timeline.ticks} height={height} />
        <line x1={`${nowX}%`} x2={`${nowX}%`} y1={20} y2={height} className="chart-now" />
        <text x={`${nowX}%`} y={height + TODAY - 6} textAnchor={nowSide} className="chart-label">
          {filmPage.today}
        </text>
        {timeline.lanes.map((lane) => (
          <LaneBars key={lane.key} lane={lane} />
        ))}
      </svg>
      <Key />
      <p className="mb-2">
        <a href={`/films/${slug}.ics`} className="link">
          {filmPage.calendar}
        </a>
      </p>
      <details className="older">
        <summary>{words.table}</summary>
        <Table
          caption={words.title}
          columns={[
            { name: film.provider, cell: (row) => <span id={`w-${row.id}`}>{row.provider}</span> },
            { name: film.model, cell: (row) => row.model },
            { name: words.start, cell: (row) => row.start },
            { name: words.end, cell: (row) => row.end },
            { name: words.state, cell: (row) => row.state },
            {
              name: filmPage.marks.column,
              cell: (row) => <RowChanges row={row} />,
              blank: (row) => row.changes.length === 0,
            },
          ]}
          rows={timeline.rows}
          keyOf={({ id }) => id}
        />
      </details>
    </Part>
  )
}

function LaneBars({ lane }: { readonly lane: LaneMark }) {
  return (
    <g>
      <text x="0" y={lane.y + 16} className="chart-name">
        {lane.name}
        <tspan className="chart-kind"> · {lane.model}</tspan>
      </text>
      {lane.bars.map((bar) => (
        <LinkedBar key={bar.id} bar={bar} facts={bar.facts} />
      ))}
    </g>
  )
}

function RowChanges({ row: { changes } }: { readonly row: BarRow }) {
  const { marks } = useWords().filmPage
  if (changes.length === 0) return <span className="text-faint">{marks.none}</span>
  return (
    <ul>
      {changes.map(({ id, words, to }) => (
        <li key={id}>
          <Link to={to} className="link inline-block py-0.5">
            {words}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function LinkedBar({ bar, facts }: { readonly bar: BarMark; readonly facts: BarRow }) {
  const { timeline: words } = useWords()
  const lines = [`${facts.provider} · ${facts.model} · ${facts.state}`, words.from(facts.start), words.to(facts.end)]
  return (
    <>
      <a href={`#w-${bar.id}`} aria-label={lines.join(". ")} className="bar">
        <rect x={`${bar.x}%`} y={bar.y} width={`${bar.width}%`} height={24} className="bar-reach" />
        <BarShape {...bar} y={bar.y + 5} />
      </a>
      <Tip bottom={bar.y} side={bar.side} lines={lines} />
      {bar.changes.map((change) => (
        <Changed key={change.id} change={change} y={bar.y} />
      ))}
    </>
  )
}

/** A change on its bar: it leads to its proof. */
function Changed({ change: { x, side, words, to }, y }: { readonly change: ChangeMark; readonly y: number }) {
  return (
    <>
      <a href={to} aria-label={words} className="bar">
        <rect x={`${x}%`} y={y} width={24} height={24} transform="translate(-12 0)" className="bar-reach" />
        <ChangeShape x={x} y={y + 5} />
      </a>
      <Tip bottom={y} side={side} lines={[words]} />
    </>
  )
}

function ChangeShape({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <svg x={`${x}%`} y={y + BAR / 2} overflow="visible" width="1" height="1" aria-hidden="true">
      <path d="M0-6 6 0 0 6-6 0Z" className="change-shape" />
    </svg>
  )
}

type Shape = Pick<BarMark, "x" | "width" | "y" | "phase" | "start" | "end">

function BarShape({ x, width, y, phase, start, end }: Shape) {
  const fades = [...(start === "unknown" ? ["start"] : []), ...(end === "unknown" ? ["end"] : [])].join("-")
  return (
    <>
      <rect
        x={`${x}%`}
        y={y}
        width={`${width}%`}
        height={BAR}
        className={`bar-${phase}`}
        mask={fades === "" ? undefined : `url(#fade-${fades})`}
      />
      <EdgeShape x={x} y={y} mark={start} />
      <EdgeShape x={x + width} y={y} mark={end} />
    </>
  )
}

/** A stated end is a post, a deduced one a broken post, one we saw ourselves a ring; an unknown one fades away. */
function EdgeShape({ x, y, mark }: { readonly x: number; readonly y: number; readonly mark: EdgeMark }) {
  if (mark === "unknown" || mark === "cut") return null
  if (mark === "observed") return <circle cx={`${x}%`} cy={y + BAR / 2} r={4.5} className="edge-ring" />
  return <line x1={`${x}%`} x2={`${x}%`} y1={y - 4} y2={y + BAR + 4} className={`edge-${mark}`} />
}

function Fades() {
  const stops = { start: [0, 1, 1], end: [1, 1, 0], "start-end": [0, 1, 0] }
  return (
    <defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" x2="0" y1="0" y2="6" className="hatch" />
      </pattern>
      {Object.entries(stops).map(([side, opacities]) => (
        <g key={side}>
          <linearGradient id={`ramp-${side}`}>
            {opacities.map((opacity, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: three stops in their order
              <stop key={index} offset={index / 2} stopColor="#fff" stopOpacity={opacity} />
            ))}
          </linearGradient>
          <mask id={`fade-${side}`} maskContentUnits="objectBoundingBox">
            <rect width="1" height="1" fill={`url(#ramp-${side})`} />
          </mask>
        </g>
      ))}
    </defs>
  )
}

function Key() {
  const { timeline: words, filmPage } = useWords()
  const phases = (["past", "present", "announced"] as const).map((phase) => ({
    word: words.phases[phase],
    shape: { phase, start: "cut", end: "cut" } as const,
  }))
  const ends = (["stated", "inferred", "observed", "unknown"] as const).map((end) => ({
    word: words.certainty[end],
    shape: { phase: "present", start: "cut", end } as const,
  }))
  return (
    <ul className="chart-key" aria-label={words.legend}>
      {[...phases, ...ends].map(({ word, shape }) => (
        <li key={word}>
          <svg width="36" height="24" aria-hidden="true">
            <BarShape x={0} width={80} y={5} {...shape} />
          </svg>
          {word}
        </li>
      ))}
      <li>
        <svg width="36" height="24" aria-hidden="true">
          <BarShape x={0} width={100} y={5} phase="present" start="cut" end="cut" />
          <ChangeShape x={50} y={5} />
        </svg>
        {filmPage.marks.key}
      </li>
    </ul>
  )
}
