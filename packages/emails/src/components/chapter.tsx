import { Hr, Link, Section, Text } from "react-email"
import type { Chapter } from "../story.ts"
import { LIGHT, SANS, SERIF } from "../theme.ts"
import { CardBlock } from "./card.tsx"

/** One alert: what happened, to which film, and a card per window. `level` is its heading's. */
export function ChapterBlock({ chapter, level, first }: { chapter: Chapter; level: 1 | 2; first: boolean }) {
  const Title = level === 1 ? "h1" : "h2"
  const size = level === 1 ? { fontSize: "32px", lineHeight: "37px" } : { fontSize: "25px", lineHeight: "30px" }
  return (
    <Section tdClassName="edge" style={{ padding: "22px 36px 20px" }}>
      {first ? null : (
        <Hr className="rule" style={{ border: 0, borderTop: `1px solid ${LIGHT.rule}`, margin: "0 0 30px" }} />
      )}
      <Text
        className="accent"
        style={{
          margin: 0,
          color: LIGHT.accent,
          fontFamily: SANS,
          fontSize: "14px",
          lineHeight: "20px",
          fontWeight: 700,
        }}
      >
        {chapter.kicker}
      </Text>
      <Title
        className={level === 1 ? "ink title" : "ink"}
        style={{ margin: "4px 0 0", color: LIGHT.ink, fontFamily: SERIF, fontWeight: 700, ...size }}
      >
        <bdi>{chapter.title}</bdi>
      </Title>
      {chapter.byline === null ? null : (
        <Text
          className="faint"
          style={{ margin: "6px 0 0", color: LIGHT.faint, fontFamily: SANS, fontSize: "15px", lineHeight: "22px" }}
        >
          {chapter.byline}
        </Text>
      )}
      <Text
        className="ink"
        style={{ margin: "16px 0 0", color: LIGHT.ink, fontFamily: SANS, fontSize: "17px", lineHeight: "26px" }}
      >
        {chapter.lead}
      </Text>
      {chapter.cards.map((card, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
        <CardBlock key={index} card={card} />
      ))}
      <Text style={{ margin: "20px 0 0", fontFamily: SANS, fontSize: "15px", lineHeight: "22px" }}>
        <Link href={chapter.page.url} className="ink" style={{ color: LIGHT.ink, textDecoration: "underline" }}>
          {chapter.page.label}
        </Link>
      </Text>
    </Section>
  )
}
