import { readFileSync } from "node:fs"
import { enableCompileCache } from "node:module"
import { outcomeOf } from "./outcome.ts"
import { samples } from "./samples.ts"

// Gives one source documents that explode, one after the other, in a process of its own: what they came to and what the
// process held at most. Arguments: the source, then file and content type of each document.
// As the command does.
enableCompileCache()
const [id, ...documents] = process.argv.slice(2)
const sample = samples.find(({ source }) => source.id === id)
if (!sample) throw new Error(`no source ${id}`)
const refused: (string | null)[] = []
let sightings = 0
for (let index = 0; index < documents.length; index += 2) {
  const outcome = await outcomeOf(sample, readFileSync(documents[index] ?? ""), documents[index + 1] ?? null)
  refused.push(outcome.refused)
  if (outcome.refused === null) sightings += outcome.snapshot.sightings.length
}
const megabytes = Math.round(process.resourceUsage().maxRSS / 1_000)
console.log(JSON.stringify({ refused, sightings, megabytes }))
