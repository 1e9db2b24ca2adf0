import { parentPort, workerData } from "node:worker_threads"
import type { FilmRef } from "@vigie/core"
import { openDocument } from "./document.ts"
import { type Cursor, type Document, type Source, SourceError, type TargetRef } from "./source.ts"

/** What the thread is given: `registry` is the module whose `sources` holds the source. */
export interface ParseJob {
  readonly registry: string
  readonly source: string
  readonly raw: Omit<Document, "text">
  /** A target's check, or a film's look-up. */
  readonly about: { readonly target: TargetRef } | { readonly film: FilmRef }
  readonly cursor: Cursor | undefined
}

/** What it posts: `ready` once the parser is loaded, then one of the others. */
export type ParseReply =
  | { readonly ready: true }
  | { readonly parsed: unknown }
  | { readonly fault: SourceError["fault"]; readonly where: string }
  | { readonly crashed: string }

const job: ParseJob = workerData
const reply = (message: ParseReply) => parentPort?.postMessage(message)

try {
  const { sources }: { sources: readonly Source[] } = await import(job.registry)
  const source = sources.find((each) => each.id === job.source)
  if (!source) throw new Error(`source "${job.source}" is not in ${job.registry}`)
  reply({ ready: true })
  const document = openDocument(job.raw, Number.POSITIVE_INFINITY)
  const { about, cursor } = job
  reply({
    parsed:
      "film" in about
        ? source.lookup?.parse(document, about.film, cursor)
        : source.parse(document, about.target, cursor),
  })
} catch (error) {
  if (error instanceof SourceError) reply({ fault: error.fault, where: error.where })
  else reply({ crashed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
