import { readFileSync } from "node:fs"
import { parseDocument, sourceById } from "@vigie/sources"

// Parses one guide as a check does, in its thread; prints what that took.
const bytes = readFileSync(process.argv[2] ?? "")
const target = { source: "xmltv", reference: "", territory: "FR", zone: "Europe/Paris", film: null, publishedAt: null }
const document = { url: null, contentType: null, bytes, text: "", readAt: 0 }
const began = performance.now()
const cpu = process.cpuUsage()
const { snapshot } = await parseDocument(sourceById("xmltv"), document, target)
const { user, system } = process.cpuUsage(cpu)
console.log(
  JSON.stringify({
    sightings: snapshot.sightings.length,
    seconds: (performance.now() - began) / 1_000,
    cpuSeconds: (user + system) / 1_000_000,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  }),
)
