import type { Locale } from "@vigie/core"
import { Body, Container, Head, Html, Link, Preview, Section, Text } from "react-email"
import type { Story } from "../story.ts"
import { LIGHT, SANS, SERIF, sheet } from "../theme.ts"
import { ChapterBlock } from "./chapter.tsx"
import { More, PartBlock } from "./part.tsx"

/** A title of one long word is broken rather than wider than a phone. */
const LONG_WORDS = { overflowWrap: "anywhere", wordBreak: "break-word" } as const

/** The whole mail: masthead, one chapter per alert, and why it came. */
export function Frame({ story, locale, baseUrl }: { story: Story; locale: Locale; baseUrl: string }) {
  return (
    <Html lang={locale} dir="ltr">
      <Head>
        <title>{story.subject}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no, date=no, address=no" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant style sheet, nothing of the mail's data */}
        <style dangerouslySetInnerHTML={{ __html: sheet() }} />
      </Head>
      <Body lang={locale} className="ground" style={{ backgroundColor: LIGHT.ground, margin: 0, padding: 0 }}>
        <Preview useTitleTag={false}>{story.preheader}</Preview>
        <Section className="ground" tdClassName="outer" style={{ backgroundColor: LIGHT.ground, padding: "24px 0" }}>
          <Container className="paper" style={{ backgroundColor: LIGHT.paper, maxWidth: "600px", ...LONG_WORDS }}>
            <Masthead baseUrl={baseUrl} />
            {story.demo === null ? null : <Demo words={story.demo} />}
            {story.heading === null ? null : <Heading words={story.heading} period={story.period} />}
            {story.parts.map((part) => (
              <PartBlock key={part.heading} part={part} />
            ))}
            {story.more === null ? null : <More more={story.more} />}
            {story.chapters.map((chapter, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
              <ChapterBlock key={index} chapter={chapter} level={story.heading === null ? 1 : 2} first={index === 0} />
            ))}
            <Why story={story} />
          </Container>
        </Section>
      </Body>
    </Html>
  )
}

function Masthead({ baseUrl }: { baseUrl: string }) {
  return (
    <Section
      className="accent-rule"
      tdClassName="edge"
      style={{ borderTop: `6px solid ${LIGHT.accent}`, padding: "18px 36px 0" }}
    >
      <Link
        href={baseUrl}
        className="ink"
        style={{ color: LIGHT.ink, fontFamily: SERIF, fontSize: "19px", lineHeight: "24px", fontWeight: 700 }}
      >
        Vigie
      </Link>
    </Section>
  )
}

function Demo({ words }: { words: string }) {
  return (
    <Section tdClassName="edge" style={{ padding: "16px 36px 0" }}>
      <Text
        className="ink accent-rule"
        style={{
          margin: 0,
          border: `1px dashed ${LIGHT.accent}`,
          padding: "10px 14px",
          color: LIGHT.ink,
          fontFamily: SANS,
          fontSize: "14px",
          lineHeight: "20px",
        }}
      >
        {words}
      </Text>
    </Section>
  )
}

function Heading({ words, period }: { words: string; period: string | null }) {
  return (
    <Section tdClassName="edge" style={{ padding: "20px 36px 0" }}>
      <h1
        className="ink title"
        style={{
          margin: 0,
          color: LIGHT.ink,
          fontFamily: SERIF,
          fontSize: "30px",
          lineHeight: "36px",
          fontWeight: 700,
        }}
      >
        {words}
      </h1>
      {period === null ? null : (
        <Text
          className="faint"
          style={{ margin: "6px 0 0", color: LIGHT.faint, fontFamily: SANS, fontSize: "15px", lineHeight: "22px" }}
        >
          {period}
        </Text>
      )}
    </Section>
  )
}

function Why({ story }: { story: Story }) {
  const small = { color: LIGHT.faint, fontFamily: SANS, fontSize: "13px", lineHeight: "20px", margin: 0 }
  return (
    <Section tdClassName="edge" style={{ padding: story.chapters.length === 0 ? "26px 36px 32px" : "12px 36px 32px" }}>
      <Section className="rule" style={{ borderTop: `1px solid ${LIGHT.rule}`, paddingTop: "16px" }}>
        <Text className="faint" style={small}>
          {story.why}
        </Text>
        {story.links.map(({ label, url }) => (
          <Text key={url} className="faint" style={{ ...small, paddingTop: "6px" }}>
            <Link href={url} className="ink" style={{ color: LIGHT.ink, textDecoration: "underline" }}>
              {label}
            </Link>
          </Text>
        ))}
      </Section>
    </Section>
  )
}
