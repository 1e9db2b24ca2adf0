import type { Locale } from "@vigie/core"
import { PHRASES } from "./phrases/phrases.ts"
import type { Action, Card, Chapter, Line, Part, Story } from "./story.ts"

const RULE = "-".repeat(64)

/** The text part, written for reading: short lines, one idea a line, every link on its own line under what it is. */
export function textOf(story: Story, locale: Locale): string {
  const { colon } = PHRASES[locale]
  const head = [story.demo, story.heading, story.period].filter((words) => words !== null).map((words) => wrap(words))
  const parts = story.parts.map(partText)
  const more = story.more === null ? [] : [linkText(story.more, colon)]
  const chapters = story.chapters.map((chapter) => chapterText(chapter, colon)).join(`\n\n${RULE}\n\n`)
  const foot = [RULE, wrap(story.why), ...story.links.map((link) => linkText(link, colon))]
  const body = [...head, ...parts, ...more, chapters, ...foot].filter((part) => part !== "").join("\n\n")
  // Marks that turn the direction of a title would reverse the lines around it: nothing here can fence them in.
  return `${body.replace(/[\u202a-\u202e\u2066-\u2069]/g, "")}\n`
}

function linkText({ label, url }: Action, colon: string): string {
  return `${wrap(label)}${colon.trimEnd()}\n${url}`
}

/** A part of a digest: its name underlined, a film to a paragraph. */
function partText({ heading, lines }: Part): string {
  const name = wrap(heading)
  const width = Math.max(...name.split("\n").map((line) => line.length))
  return [`${name}\n${"-".repeat(width)}`, ...lines.map(lineText)].join("\n\n")
}

function lineText({ film, url, text, note }: Line): string {
  const paragraphs = text.split(/\n{2,}/).map((words) => wrap(words, 2))
  const says = [...(film === null ? [] : [wrap(film, 2)]), paragraphs.join("\n\n  ")]
  const lines = [...says, ...(note === null ? [] : [wrap(note.label, 2)])].join("\n  ")
  return `* ${lines}${url === null ? "" : `\n${url}`}`
}

function chapterText(chapter: Chapter, colon: string): string {
  const title = [chapter.title.toUpperCase(), chapter.byline]
    .filter((words) => words !== null)
    .map((words) => wrap(words))
    .join("\n")
  const page = linkText(chapter.page, colon)
  return [title, wrap(chapter.lead), ...chapter.cards.map((card) => cardText(card, colon)), page].join("\n\n")
}

function cardText({ rows, action, note, proof }: Card, colon: string): string {
  const width = Math.max(...rows.map(({ label }) => label.length)) + 2
  const facts = rows.map(({ label, value, before }) => {
    const change = before === null ? value : `${value} (${before})`
    return `  ${label.padEnd(width)}${wrap(change, width + 2)}`
  })
  const watch = action === null ? [] : [linkText(action, colon), ...(note === null ? [] : [wrap(note)])]
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
