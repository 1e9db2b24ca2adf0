interface TipProps {
  /** Its lower edge, in px. */
  readonly bottom: number
  readonly side: "start" | "middle" | "end"
  readonly lines: readonly string[]
}

const HEIGHT = 96

/** What a mark of a chart says under the pointer and in focus: it follows its link, and is shown by style alone. */
export function Tip({ bottom, side, lines }: TipProps) {
  return (
    <foreignObject x="0" y={bottom - HEIGHT} width="100%" height={HEIGHT} className="tip">
      <div className={`tip-place tip-${side}`} aria-hidden="true">
        <div className="tip-box">
          {lines.map((line, index) => (
            <span key={line} className={index === 0 ? "font-semibold" : undefined}>
              {line}
            </span>
          ))}
        </div>
      </div>
    </foreignObject>
  )
}

/** A time axis: a hair line and a label at each tick. */
export function Axis({ ticks, height }: { readonly ticks: readonly AxisTick[]; readonly height: number }) {
  return (
    <g>
      {ticks.map(({ x, label, side, minor }) => (
        <g key={x} className={minor ? "tick tick-minor" : "tick"}>
          <line x1={`${x}%`} x2={`${x}%`} y1={20} y2={height} className="chart-hair" />
          <text x={`${x}%`} y={14} textAnchor={side} className="chart-label">
            {label}
          </text>
        </g>
      ))}
    </g>
  )
}

interface AxisTick {
  readonly x: number
  readonly label: string
  readonly side: "start" | "middle" | "end"
  readonly minor: boolean
}
