import { DomainError, type Ms, parseTime } from "@vigie/core"
import { z } from "zod"
import type { Page } from "../page/page.ts"
import { calendarDate } from "../words/months.ts"
import { Article } from "./schema.ts"

const META = [
  "article:published_time",
  "datepublished",
  "date",
  "dc.date",
  "dcterms.created",
  "publish-date",
  "parsely-pub-date",
]

/**
 * When an article says it came out: its metadata, its schema.org data, its first `<time>`, then a line that is nothing but
 * a date ("7 juillet 2025", "Publié le 7 juillet 2025 à 10h"). A day begins at its first instant in `zone`.
 */
export function publishedAt(page: Page, zone: string): Ms | null {
  const stated = [...META.map((name) => page.meta.get(name)), ...page.jsonLd.map(datePublished), page.times[0]]
  for (const text of stated) {
    const at = text === undefined || text === null ? null : timeIn(text, zone)
    if (at !== null) return at
  }
  for (const block of page.blocks) {
    if (block.kind !== "line" || block.text.length > 90) continue
    const [, date] =
      /^(?:(?:article |mis en ligne |posté |publié )?(?:le |: ?)*)?(\d{1,2}(?:er)? \p{L}+\.? \d{4}|\d{1,2}\/\d{1,2}\/\d{4})(?:\s*(?:[-–|,•].*|à \d.*|par .*))?$/iu.exec(
        withoutWeekday(block.text),
      ) ?? []
    const day = date ? calendarDate(date) : null
    if (day) return timeIn(day, zone)
  }
  return null
}

function withoutWeekday(text: string): string {
  return text.replace(/\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? /iu, "")
}

function datePublished(data: unknown): string | null {
  const articles = z
    .union([
      z.object({ "@graph": z.array(z.unknown()) }).transform((graph) => graph["@graph"]),
      z.array(z.unknown()),
      z.unknown().transform((one) => [one]),
    ])
    .parse(data)
  return (
    articles.map((each) => Article.safeParse(each).data?.datePublished ?? null).find((date) => date !== null) ?? null
  )
}

function timeIn(text: string, zone: string): Ms | null {
  try {
    return parseTime(text, zone).at
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}
