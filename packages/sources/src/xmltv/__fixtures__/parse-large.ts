import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import { parseDocument } from "../../parse-document.ts"
import { xmltv } from "../index.ts"

// Parses 50 MB as a check does, made by repeating a guide with other days and channels, in a process of its own; prints
// what it took, the thread's start included. Arguments: "plain" or "gzip", and a guide (else the fixture's night).
const [form, guide] = process.argv.slice(2)
const bytes = guideOf(50_000_000, guide === undefined ? nightWithWords() : readFileSync(guide, "utf8"))
const target = { source: "xmltv", reference: "", territory: "FR", zone: "UTC", film: null, publishedAt: null }
const [start, since] = [process.cpuUsage(), performance.now()]
const document = { url: null, contentType: null, bytes, text: "", readAt: 0 }
// What counts here is the processor's time: the clock's also depends on what else the machine does.
const { snapshot } = await parseDocument(xmltv, document, target, { startMs: 60_000, parseMs: 60_000 })
const [{ user, system }, elapsed] = [process.cpuUsage(start), performance.now() - since]
console.log(
  JSON.stringify({
    bytes: bytes.byteLength,
    sightings: snapshot.sightings.length,
    cpuMs: Math.round((user + system) / 1_000),
    elapsedMs: Math.round(elapsed),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1_000),
  }),
)

/** As long a text in each programme as real guides have. */
function nightWithWords(): string {
  const night = readFileSync(new URL("./night-of-the-clock-change.xml", import.meta.url), "utf8")
  const words = "Un gardien attend un bateau qui ne vient pas. ".repeat(25)
  return night.replaceAll("<category", `<desc lang="fr">${words}</desc>\n    <category`)
}

/** Two weeks of the guide's channels, then as many further channels as it takes. */
function guideOf(size: number, text: string): Uint8Array {
  const [from, to] = [text.indexOf("<programme"), text.lastIndexOf("</tv>")]
  const [head, rows] = [text.slice(0, from), text.slice(from, to)]
  const whole = new Uint8Array(new SharedArrayBuffer(size + 2 * text.length * 4))
  let end = 0
  const add = (part: string) => {
    end += new TextEncoder().encodeInto(part, whole.subarray(end)).written
  }
  add(head)
  for (let round = 0; end < size; round += 1) add(shifted(rows, round % 14, Math.floor(round / 14)))
  add("</tv>\n")
  const guide = whole.subarray(0, end)
  return form === "gzip" ? gzipSync(guide) : guide
}

function shifted(rows: string, days: number, group: number): string {
  const dated = rows.replace(/(start|stop)="(\d{4})(\d\d)(\d\d)/g, (_, side, year, month, day) => {
    const date = Temporal.PlainDate.from(`${year}-${month}-${day}`).add({ days })
    return `${side}="${date.toString().replaceAll("-", "")}`
  })
  return group === 0 ? dated : dated.replace(/channel="([^"]*)"/g, `channel="$1.${group}"`)
}
