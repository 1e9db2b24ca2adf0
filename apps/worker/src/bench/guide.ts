import { execFile } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { gzipSync } from "node:zlib"

/** What reading a guide took in a process of its own, the document's bytes included. */
export interface GuideReading {
  readonly form: "plain" | "gzip"
  /** Of the guide as it is read, decompressed. */
  readonly megabytes: number
  readonly sightings: number
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMb: number
}

export const GUIDE_LIMITS = { megabytes: 50, seconds: 5, peakMb: 300 } as const

const reader = fileURLToPath(new URL("guide-reader.ts", import.meta.url))

/** Reads a guide of that size, made by repetition, plain and then gzip, as a check does. */
export async function readGuides(megabytes: number): Promise<readonly GuideReading[]> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-guide-"))
  try {
    const guide = Buffer.from(guideOf(megabytes * 1_000_000))
    const readings: GuideReading[] = []
    for (const form of ["plain", "gzip"] as const) {
      const file = join(folder, form)
      writeFileSync(file, form === "gzip" ? gzipSync(guide) : guide)
      const { stdout } = await promisify(execFile)(process.execPath, [reader, file])
      const took = JSON.parse(stdout) as Omit<GuideReading, "form" | "megabytes">
      readings.push({ form, megabytes: guide.byteLength / 1_000_000, ...took })
    }
    return readings
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Two programmes, of which one is a film, with as long a text as real guides have. */
const EVENING = `  <programme start="20261024210500 +0200" stop="20261024224000 +0200" channel="banc.example">
    <title>La Digue</title>
    <desc lang="fr">${"Un gardien attend un bateau qui ne vient pas. ".repeat(20)}</desc>
    <credits><director>Inès Kerbrat</director><actor>Yann Le Goff</actor></credits>
    <date>2011</date>
    <category>film : drame</category>
    <length units="minutes">95</length>
  </programme>
  <programme start="20261024224000 +0200" stop="20261025001000 +0200" channel="banc.example">
    <title>Le Magazine du port</title>
    <desc lang="fr">${"Ce qui arrive, ce qui part, et ce qui reste à quai. ".repeat(20)}</desc>
    <category>magazine</category>
  </programme>
`

function guideOf(bytes: number): string {
  const rows = EVENING.repeat(Math.ceil(bytes / Buffer.byteLength(EVENING)))
  const channel = '  <channel id="banc.example"><display-name>Banc</display-name></channel>'
  return `<?xml version="1.0" encoding="UTF-8"?>\n<tv>\n${channel}\n${rows}</tv>\n`
}
