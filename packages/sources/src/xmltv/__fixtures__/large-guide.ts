import { readFileSync } from "node:fs"

/** As long a text in each programme as real guides have. */
export function nightWithWords(): string {
  const night = readFileSync(new URL("./night-of-the-clock-change.xml", import.meta.url), "utf8")
  const words = "Un gardien attend un bateau qui ne vient pas. ".repeat(25)
  return night.replaceAll("<category", `<desc lang="fr">${words}</desc>\n    <category`)
}

/** As bytes: two weeks of the guide's channels, then as many further channels as it takes. */
export function guideOf(size: number, text: string): Uint8Array {
  const [from, to] = [text.indexOf("<programme"), text.lastIndexOf("</tv>")]
  const [head, rows] = [text.slice(0, from), text.slice(from, to)]
  const whole = new Uint8Array(size + 2 * text.length * 4)
  let end = 0
  const add = (part: string) => {
    end += new TextEncoder().encodeInto(part, whole.subarray(end)).written
  }
  add(head)
  for (let round = 0; end < size; round += 1) add(shifted(rows, round % 14, Math.floor(round / 14)))
  add("</tv>\n")
  return whole.subarray(0, end)
}

function shifted(rows: string, days: number, group: number): string {
  const dated = rows.replace(/(start|stop)="(\d{4})(\d\d)(\d\d)/g, (_, side, year, month, day) => {
    const date = Temporal.PlainDate.from(`${year}-${month}-${day}`).add({ days })
    return `${side}="${date.toString().replaceAll("-", "")}`
  })
  return group === 0 ? dated : dated.replace(/channel="([^"]*)"/g, `channel="$1.${group}"`)
}
