import type { Locale } from "@vigie/core"
import { PHRASES } from "./phrases/phrases.ts"
import type { Card, Chapter, Story } from "./story.ts"

const RULE = "-".repeat(64)

/** The text part, written for reading: short lines, one idea a line, every link on its own line under what it is. */
export function textOf(story: Story, locale: Locale): string {
  const { colon } = PHRASES[locale]
  const head = [story.demo, story.heading].filter((words) => words !== null).map((words) => wrap(words))
  const chapters = story.chapters.map((chapter) => chapterText(chapter, colon))
  const foot = [wrap(story.why), ...story.links.map(({ label, url }) => `${label}${colon.trimEnd()}\n${url}`)]
  const body = [...head, chapters.join(`\n\n${RULE}\n\n`), RULE, ...foot].join("\n\n")
  return `${body}\n`
}

function chapterText(chapter: Chapter, colon: string): string {
  const title = [chapter.title.toUpperCase(), chapter.byline]
    .filter((words) => words !== null)
    .map((words) => wrap(words))
    .join("\n")
  const page = `${chapter.page.label}${colon.trimEnd()}\n${chapter.page.url}`
  return [title, wrap(chapter.lead), ...chapter.cards.map((card) => cardText(card, colon)), page].join("\n\n")
}

function cardText({ rows, action, note, proof }: Card, colon: string): string {
  const width = Math.max(...rows.map(({ label }) => label.length)) + 2
  const facts = rows.map(({ label, value, before }) => {
    const change = before === null ? value : `${value} (${before})`
    return `  ${label.padEnd(width)}${wrap(change, width + 2)}`
  })
  const watch =
    action === null ? [] : [`${action.label}${colon.trimEnd()}\n${action.url}`, ...(note === null ? [] : [wrap(note)])]
  const read =
    proof === null
      ? []
      : [`${proof.label}${proof.words === null ? "" : colon.trimEnd()}`, proof.words && wrap(proof.words), proof.url]
  return [facts.join("\n"), watch.join("\n"), read.filter(Boolean).join("\n")]
    .filter((part) => part !== "")
    .join("\n\n")
}

/** Breaks at spaces before column 72; following lines are indented. A long word (a URL) stays whole. */
function wrap(text: string, indent = 0): string {
  const lines: string[] = []
  let line = ""
  for (const word of text.split(/[ \t\r\n]+/)) {
    if (line !== "" && indent + line.length + 1 + word.length > 72) {
      lines.push(line)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`)
}
