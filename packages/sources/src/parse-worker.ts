import { parentPort, workerData } from "node:worker_threads"
import { DomainError, type FilmRef } from "@vigie/core"
import { openDocument } from "./document.ts"
import { type Cursor, type Document, type Source, SourceError, type TargetRef } from "./source.ts"

/** What the thread is given: `module` exports the source, alone so that no other is loaded, or in a list. */
export interface ParseJob {
  readonly module: string
  readonly source: string
  readonly raw: Omit<Document, "text">
  /** A target's check, or a film's look-up. */
  readonly about: { readonly target: TargetRef } | { readonly film: FilmRef }
  readonly cursor: Cursor | undefined
}

/** What it posts: `ready` once the parser is loaded, then one of the others. */
export type ParseReply =
  | { readonly ready: true }
  | { readonly list: "sightings" | "films"; readonly rows: unknown[] }
  | { readonly parsed: unknown }
  | { readonly fault: SourceError["fault"]; readonly where: string }
  | { readonly code: DomainError["code"]; readonly message: string }
  | { readonly crashed: string }

/** Rows posted at once: what is posted need no longer be held here. */
const BATCH = 500

const job: ParseJob = workerData
const reply = (message: ParseReply) => parentPort?.postMessage(message)

try {
  const exported: Record<string, Source | readonly Source[]> = await import(job.module)
  const source = Object.values(exported)
    .flat()
    .find((each) => each.id === job.source)
  if (!source) throw new Error(`source "${job.source}" is not in ${job.module}`)
  reply({ ready: true })
  const document = openDocument(job.raw, Number.POSITIVE_INFINITY)
  const { about, cursor } = job
  if ("film" in about) reply({ parsed: source.lookup?.parse(document, about.film, cursor) })
  else post(source.parse(document, about.target, cursor))
} catch (error) {
  if (error instanceof SourceError) reply({ fault: error.fault, where: error.where })
  else if (error instanceof DomainError) reply({ code: error.code, message: error.message })
  else reply({ crashed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}

/** A snapshot's long lists go before the rest, emptied as they go. */
function post({ snapshot, ...rest }: ReturnType<Source["parse"]>): void {
  for (const list of ["sightings", "films"] as const) {
    while (snapshot[list].length > 0) reply({ list, rows: snapshot[list].splice(0, BATCH) })
  }
  reply({ parsed: { ...rest, snapshot } })
}
