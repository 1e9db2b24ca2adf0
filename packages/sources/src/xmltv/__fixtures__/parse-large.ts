import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import { xmltv } from "../index.ts"

// Parses 50 MB, made by repetition, in a process of its own; prints what it took. "gzip" as argument: compressed.
const bytes = guideOf(50_000_000)
const target = { source: "xmltv", reference: "", territory: "FR", zone: "UTC", film: null, publishedAt: null }
const start = process.cpuUsage()
const { snapshot } = xmltv.parse({ url: null, contentType: null, bytes, text: "", readAt: 0 }, target)
const { user, system } = process.cpuUsage(start)
console.log(
  JSON.stringify({
    bytes: bytes.byteLength,
    sightings: snapshot.sightings.length,
    ms: Math.round((user + system) / 1_000),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1_000),
  }),
)

/** As long a text in each programme as real guides have. */
function guideOf(size: number): Uint8Array {
  const night = readFileSync(new URL("./night-of-the-clock-change.xml", import.meta.url), "utf8")
  const text = `<desc lang="fr">${"Un gardien attend un bateau qui ne vient pas. ".repeat(25)}</desc>\n    <category`
  const long = Buffer.from(night.replaceAll("<category", text))
  const [from, to] = [long.indexOf("<programme"), long.lastIndexOf("</tv>")]
  const rows = Array.from({ length: Math.ceil(size / (to - from)) }, () => long.subarray(from, to))
  const guide = Buffer.concat([long.subarray(0, from), ...rows, long.subarray(to)])
  return process.argv[2] === "gzip" ? gzipSync(guide) : guide
}
