import { type FilmFacts, type FilmRef, territoryNamed } from "@vigie/core"
import type { Block, Line, Page, Table } from "../page/page.ts"
import { plain, splitNames } from "../text.ts"
import { saysNoResult } from "../words/answers.ts"
import { calendarDate } from "../words/months.ts"
import { creditsIn, namesIn } from "./credits.ts"
import { labelled } from "./identity.ts"
import { isButton, type Section, sectionNamed } from "./words.ts"

/** All the page says of its film; a heading with nothing under it is null, since a count alone names nobody. */
export function factsOf(page: Page, film: FilmRef): FilmFacts {
  const parts = partsOf(page)
  const lines = (section: Section) => linesOf(parts.get(section) ?? [])
  const tables = (section: Section) => (parts.get(section) ?? []).filter((block) => block.kind === "table")
  const cast = lines("cast").flatMap(namesIn)
  const releases = tables("releases").flatMap(releasesIn)
  return {
    ...film,
    aliases: splitNames(labelled(page, "aliases") ?? ""),
    form: formIn(labelled(page, "form") ?? ""),
    countries: splitList(labelled(page, "countries")),
    genres: splitList(labelled(page, "genres")),
    synopsis: synopsisOf(page, lines("synopsis")),
    cast: cast.length > 0 ? cast : null,
    credits: creditsIn(lines("credits")),
    companies: creditsIn(lines("companies")).map(({ job, names }) => ({ role: job, names })),
    releases: releases.length > 0 ? releases : null,
    broadcasts: broadcastsOf(lines("broadcastTotal"), [...tables("broadcastTotal"), ...tables("broadcastRows")]),
    boxOffice: boxOfficeOf(lines("boxOfficeTotal"), [...tables("boxOfficeTotal"), ...tables("boxOfficeRows")]),
    awards: [],
    places: [],
    place: "line 1",
  }
}

/** Blocks by the heading they stand under. In HTML, an unknown heading of the same rank ends a part. */
function partsOf(page: Page): Map<Section, Block[]> {
  const parts = new Map<Section, Block[]>()
  let open: { readonly section: Section; readonly level: number } | null = null
  for (const block of page.blocks) {
    const section = block.kind === "line" ? sectionNamed(block.text) : null
    const level = block.kind === "line" ? block.level : 0
    if (section) open = { section, level }
    else if (open && level >= 1 && level <= 6 && level <= open.level) open = null
    else if (open) parts.set(open.section, [...(parts.get(open.section) ?? []), block])
  }
  return parts
}

function linesOf(blocks: readonly Block[]): Line[] {
  return blocks.filter(
    (block): block is Line => block.kind === "line" && !isButton(block.text) && !saysNoResult(block.text),
  )
}

/** Under its heading; the plain-text form has it above, as the page's first words. */
function synopsisOf(page: Page, under: readonly Line[]): FilmFacts["synopsis"] {
  const index = page.blocks.findIndex((block) => block.kind === "line" && sectionNamed(block.text) === "synopsis")
  const above = page.form === "text" ? linesOf(page.blocks.slice(0, Math.max(0, index))) : []
  const text = (under.length > 0 ? under : above).map((line) => line.text).join("\n")
  return text ? { text, source: "Unifrance" } : null
}

function releasesIn(table: Table): NonNullable<FilmFacts["releases"]> {
  const columns = (table.rows[0] ?? []).map((cell) => plain(cell.text))
  const found = (pattern: RegExp) => columns.findIndex((name) => pattern.test(name))
  const at = {
    country: found(/^(?:pays|country|countries|territor)/u),
    distributor: found(/^distribut/u),
    buyer: found(/^(?:acheteur|buyer)/u),
    date: found(/^(?:date|release date)/u),
    localTitle: found(/^(?:titre|local title|title)/u),
  }
  if (at.country < 0) return []
  return table.rows.slice(1).flatMap((row) => {
    const text = (index: number) => row[index]?.text || row[index]?.label || null
    const country = text(at.country)
    if (!country || row.length === 1) return []
    const rest = { distributor: text(at.distributor), buyer: text(at.buyer), localTitle: text(at.localTitle) }
    return [{ territory: territoryNamed(country), country, ...rest, date: calendarDate(text(at.date) ?? "") }]
  })
}

function broadcastsOf(lines: readonly Line[], tables: readonly Table[]): FilmFacts["broadcasts"] {
  const total = lines.map((line) => wholeNumber(line.text)).find((count) => count !== null) ?? null
  const counts = new Map<string, number>()
  for (const { label, count } of tables.flatMap(countedRows)) counts.set(label, (counts.get(label) ?? 0) + (count ?? 1))
  const byCountry = [...counts].map(([country, count]) => ({ country, count }))
  return total === null && byCountry.length === 0 ? null : { total, byCountry }
}

function boxOfficeOf(lines: readonly Line[], tables: readonly Table[]): FilmFacts["boxOffice"] {
  const rows = tables.flatMap(countedRows).map(({ label, count }) => ({ label, admissions: count }))
  const total = lines.map((line) => wholeNumber(line.text)).find((count) => count !== null) ?? null
  return total === null && rows.length === 0 ? null : { total, rows }
}

/** A table's rows as a label and the last whole number beside it. */
function countedRows(table: Table): { label: string; count: number | null }[] {
  return table.rows.slice(1).flatMap((row) => {
    const label = row[0]?.text
    if (!label || row.length < 2) return []
    const numbers = row.slice(1).map((cell) => wholeNumber(cell.text))
    return [{ label, count: numbers.findLast((count) => count !== null) ?? null }]
  })
}

/** "1 234 567 entrées" as 1234567; null for a text with no number or with a date. */
function wholeNumber(text: string): number | null {
  if (text.length > 80 || /\d[/.-]\d{1,2}[/.-]\d/u.test(text)) return null
  const digits = /(?<![\d.,])\d{1,3}(?:[ .,]\d{3})+(?!\d)|(?<![\d.,])\d{1,9}(?![\d.,]\d|\d)/u.exec(text)?.[0]
  return digits ? Number(digits.replace(/\D/gu, "")) : null
}

function splitList(text: string | null): string[] {
  return (text ?? "").split(/\s*[,/]\s*/u).filter((part) => part !== "")
}

function formIn(text: string): FilmFacts["form"] {
  const folded = plain(text)
  if (/\b(?:documentaire|documentary)\b/u.test(folded)) return "documentary"
  if (/\b(?:court[- ]metrage|short)\b/u.test(folded)) return "short"
  return /\b(?:long[- ]metrage|feature)\b/u.test(folded) ? "feature" : null
}
