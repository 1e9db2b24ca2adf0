import { parentPort, workerData } from "node:worker_threads"
import { openDocument } from "./document.ts"
import { type Cursor, type Document, type Source, SourceError, type TargetRef } from "./source.ts"

/** What the thread is given: `registry` is the module whose `sources` holds the source. */
export interface ParseJob {
  readonly registry: string
  readonly source: string
  readonly raw: Omit<Document, "text">
  readonly target: TargetRef
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
  reply({ parsed: source.parse(openDocument(job.raw, Number.POSITIVE_INFINITY), job.target, job.cursor) })
} catch (error) {
  if (error instanceof SourceError) reply({ fault: error.fault, where: error.where })
  else reply({ crashed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
