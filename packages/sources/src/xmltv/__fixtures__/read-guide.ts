import { closeSync, fstatSync, openSync, readSync } from "node:fs"
import { parseDocument } from "../../parse-document.ts"
import { xmltv } from "../index.ts"

// Parses a guide's file as the command line does, in a process of its own; prints what it took, the thread's start included.
const bytes = sharedBytes(process.argv[2] ?? "")
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

/** Memory that the parser's thread reads without a copy. */
function sharedBytes(file: string): Uint8Array {
  const opened = openSync(file, "r")
  const whole = new Uint8Array(new SharedArrayBuffer(fstatSync(opened).size))
  for (let end = 0; end < whole.length; ) end += readSync(opened, whole, end, whole.length - end, null)
  closeSync(opened)
  return whole
}
