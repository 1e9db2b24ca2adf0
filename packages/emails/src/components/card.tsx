import { Button, Link, Section, Text } from "react-email"
import type { Action, Card, Proof, Row } from "../story.ts"
import { LIGHT, SANS, SERIF } from "../theme.ts"

/** One window: its facts as a table with row headers, the way to watch, the proof. */
export function CardBlock({ card }: { card: Card }) {
  return (
    <Section className="accent-rule" style={{ marginTop: "22px", borderTop: `3px solid ${LIGHT.accent}` }}>
      <table
        width="100%"
        cellPadding="0"
        cellSpacing="0"
        style={{ borderCollapse: "collapse" }}
        aria-label={card.provider}
      >
        <tbody>
          {card.rows.map((row) => (
            <Fact key={row.label} row={row} />
          ))}
        </tbody>
      </table>
      {card.action === null ? null : <Watch action={card.action} note={card.note} />}
      {card.proof === null ? null : <Evidence proof={card.proof} />}
    </Section>
  )
}

function Fact({ row }: { row: Row }) {
  const cell = {
    verticalAlign: "top",
    fontFamily: SANS,
    fontSize: "16px",
    lineHeight: "23px",
    borderBottom: `1px solid ${LIGHT.rule}`,
  }
  return (
    <tr>
      <th
        scope="row"
        className="faint rule"
        style={{
          ...cell,
          color: LIGHT.faint,
          fontSize: "14px",
          fontWeight: 400,
          padding: "8px 12px 8px 0",
          textAlign: "left",
          width: "104px",
        }}
      >
        {row.label}
      </th>
      <td
        className="ink rule"
        style={{ ...cell, color: LIGHT.ink, fontFamily: SERIF, fontSize: "18px", padding: "8px 0" }}
      >
        {row.value}
        {row.before === null ? null : (
          <div className="faint" style={{ color: LIGHT.faint, fontFamily: SANS, fontSize: "14px" }}>
            {row.before}
          </div>
        )}
      </td>
    </tr>
  )
}

function Watch({ action, note }: { action: Action; note: string | null }) {
  return (
    <Section style={{ paddingTop: "18px" }}>
      <Button
        href={action.url}
        className="accent-ground on-accent accent-rule"
        style={{
          backgroundColor: LIGHT.accent,
          border: `1px solid ${LIGHT.accent}`,
          borderRadius: "3px",
          color: LIGHT.onAccent,
          fontFamily: SANS,
          fontSize: "16px",
          fontWeight: 700,
          lineHeight: "22px",
          padding: "11px 20px",
        }}
      >
        {action.label}
      </Button>
      {note === null ? null : (
        <Text
          className="faint"
          style={{ margin: "8px 0 0", color: LIGHT.faint, fontFamily: SANS, fontSize: "14px", lineHeight: "20px" }}
        >
          {note}
        </Text>
      )}
    </Section>
  )
}

function Evidence({ proof }: { proof: Proof }) {
  const small = { color: LIGHT.faint, fontFamily: SANS, fontSize: "14px", lineHeight: "20px" }
  return (
    <Section style={{ paddingTop: "18px" }}>
      <Text className="faint" style={{ ...small, margin: 0 }}>
        {proof.url === null ? (
          proof.label
        ) : (
          <Link href={proof.url} className="faint" style={{ ...small, textDecoration: "underline" }}>
            {proof.label}
          </Link>
        )}
      </Text>
      {proof.words === null ? null : (
        <blockquote
          className="ink rule"
          style={{
            margin: "6px 0 0",
            borderLeft: `3px solid ${LIGHT.rule}`,
            padding: "0 0 0 14px",
            color: LIGHT.ink,
            fontFamily: SERIF,
            fontSize: "16px",
            fontStyle: "italic",
            lineHeight: "24px",
          }}
        >
          {proof.words}
        </blockquote>
      )}
    </Section>
  )
}
