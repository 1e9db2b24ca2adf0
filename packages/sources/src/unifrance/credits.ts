import type { CreditLine } from "@vigie/core"
import type { Line } from "../page/page.ts"
import { plain } from "../text.ts"

/** Lines of "Job :" and the names under it, word for word; a job with nothing under it has null names. */
export function creditsIn(lines: readonly Line[]): CreditLine[] {
  const credits: { parts: string[]; job: string; names: string[] }[] = []
  for (const line of lines) {
    const label = labelOf(line)
    const current = credits.at(-1)
    if (label)
      credits.push({
        parts: [line.text],
        job: label.job,
        names: label.rest ? namesIn({ ...line, text: label.rest }) : [],
      })
    else if (current) {
      current.parts.push(line.text)
      current.names.push(...namesIn(line))
    }
  }
  return credits.map(({ parts, job, names }) => ({
    line: parts.join(" "),
    job,
    names: names.length > 0 ? names : null,
  }))
}

/** Each link is a name where links are all a line has; otherwise commas part names ("Mars & Co" is one company). */
export function namesIn(line: Line): string[] {
  const linked = line.links.map((link) => link.text)
  const unlinked = linked.reduce((rest, name) => rest.replace(name, ""), line.text)
  if (linked.length > 0 && !/[\p{L}\p{N}]/u.test(plain(unlinked).replace(/\b(?:et|and)\b/gu, ""))) return linked
  return line.text
    .split(/\s*[,;]\s*/u)
    .map((name) => name.trim())
    .filter((name) => /[\p{L}\p{N}]/u.test(name))
}

function labelOf(line: Line): { job: string; rest: string } | null {
  const [, job, rest] = /^([^:]{2,80}?)\s*:\s*(.*)$/u.exec(line.text) ?? []
  if (job !== undefined) return { job, rest: rest ?? "" }
  return line.level > 0 ? { job: line.text, rest: "" } : null
}
