import { Link, Section, Text } from "react-email"
import type { Action, Line, Part } from "../story.ts"
import { LIGHT, SANS, SERIF } from "../theme.ts"

const small = { margin: "2px 0 0", color: LIGHT.faint, fontFamily: SANS, fontSize: "14px", lineHeight: "20px" } as const

/** Lines of one sort under their name: a programme's own page. */
export function PartBlock({ part }: { part: Part }) {
  return (
    <Section tdClassName="edge" style={{ padding: "26px 36px 0" }}>
      <h2
        className="accent accent-rule"
        style={{
          margin: 0,
          borderBottom: `3px solid ${LIGHT.accent}`,
          paddingBottom: "6px",
          color: LIGHT.accent,
          fontFamily: SANS,
          fontSize: "15px",
          lineHeight: "20px",
          fontWeight: 700,
        }}
      >
        {part.heading}
      </h2>
      {part.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
        <LineBlock key={index} line={line} last={index === part.lines.length - 1} />
      ))}
    </Section>
  )
}

function LineBlock({ line: { film, url, text, note }, last }: { line: Line; last: boolean }) {
  return (
    <div className="rule" style={{ borderBottom: last ? 0 : `1px solid ${LIGHT.rule}`, padding: "11px 0 12px" }}>
      {film === null ? null : (
        <Text
          className="ink"
          style={{
            margin: 0,
            color: LIGHT.ink,
            fontFamily: SERIF,
            fontSize: "19px",
            lineHeight: "25px",
            fontWeight: 700,
          }}
        >
          <Title film={film} url={url} />
        </Text>
      )}
      {text.split(/\n{2,}/).map((paragraph, index) => (
        <Text
          key={paragraph}
          className="ink"
          style={{
            margin: index === 0 ? "2px 0 0" : "10px 0 0",
            color: LIGHT.ink,
            fontFamily: SANS,
            fontSize: "16px",
            lineHeight: "23px",
          }}
        >
          {film === null && url !== null ? <Title film={paragraph} url={url} /> : paragraph}
        </Text>
      ))}
      {note === null ? null : (
        <Text className="faint" style={small}>
          {note.url === null ? (
            note.label
          ) : (
            <Link href={note.url} className="faint" style={{ ...small, textDecoration: "underline" }}>
              {note.label}
            </Link>
          )}
        </Text>
      )}
    </div>
  )
}

/** A title is fenced in: one that reads from right to left, or turns what follows it, keeps to itself. */
function Title({ film, url }: { film: string; url: string | null }) {
  if (url === null) return <bdi>{film}</bdi>
  return (
    <Link href={url} className="ink" style={{ color: LIGHT.ink, textDecoration: "underline" }}>
      <bdi>{film}</bdi>
    </Link>
  )
}

/** Where the rest is. */
export function More({ more }: { more: Action }) {
  return (
    <Section tdClassName="edge" style={{ padding: "18px 36px 0" }}>
      <Text style={{ margin: 0, fontFamily: SANS, fontSize: "16px", lineHeight: "23px" }}>
        <Link href={more.url} className="ink" style={{ color: LIGHT.ink, textDecoration: "underline" }}>
          {more.label}
        </Link>
      </Text>
    </Section>
  )
}
