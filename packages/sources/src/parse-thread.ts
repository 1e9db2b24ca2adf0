import { getCompileCacheDir } from "node:module"
import { Worker } from "node:worker_threads"
import { DomainError, FilmFacts, Sighting } from "@vigie/core"
import type { ParseJob, ParseReply } from "./parse-worker.ts"
import { SourceError } from "./source.ts"

export interface ThreadLimits {
  /** How long the thread may parse, ms. */
  readonly parseMs: number
  /** How long the thread may take to load its parser, ms. */
  readonly startMs: number
  /** What the thread may hold beside the document's bytes, MB. */
  readonly memoryMb: number
}

export interface ThreadAnswer {
  /** What the parser gave, less the lists; not checked yet. */
  readonly parsed: unknown
  readonly sightings: Sighting[]
  readonly films: FilmFacts[]
}

/**
 * Runs a job in a thread of its own, without the process's environment. Throws what the parser throws of the document (SourceError, DomainError),
 * and SourceError("shape_changed") when the thread had to be ended; ZodError for rows that are none.
 */
export async function parseInThread(job: ParseJob, limits: ThreadLimits): Promise<ThreadAnswer> {
  const { bytes, transferList } = handedOver(job.raw.bytes)
  const worker = new Worker(new URL("./parse-worker.ts", import.meta.url), {
    workerData: { ...job, raw: { ...job.raw, bytes } },
    transferList,
    // The parser's compiled form, where the process keeps one: compiling it again takes 25 MB.
    env: { NODE_COMPILE_CACHE: getCompileCacheDir() ?? "" },
    // A small young generation: what a chunked parser throws away is collected soon, not after 50 MB of it.
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 6 },
  })
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const late = (what: string, ms: number) =>
    setTimeout(() => reject(new SourceError("shape_changed", `${what} took more than ${ms} ms`)), ms)
  let timer = late("loading the parser", limits.startMs)
  const lists: Pick<ThreadAnswer, "sightings" | "films"> = { sightings: [], films: [] }
  worker.on("message", (reply: ParseReply) => {
    clearTimeout(timer)
    try {
      if ("ready" in reply) timer = late("parsing the document", limits.parseMs)
      else if ("list" in reply) append(lists, reply)
      else if ("parsed" in reply) resolve(reply.parsed)
      else if ("fault" in reply) reject(new SourceError(reply.fault, reply.where))
      else if ("code" in reply) reject(new DomainError(reply.code, reply.message))
      else reject(new Error(`the parser of "${job.source}" failed: ${reply.crashed}`))
    } catch (error) {
      reject(error)
    }
  })
  worker.on("error", (error) => reject(threadError(error, limits)))
  worker.on("exit", () => reject(new Error(`the parser of "${job.source}" ended without an answer`)))
  const parsed = await promise.finally(() => {
    clearTimeout(timer)
    return worker.terminate()
  })
  return { parsed, ...lists }
}

function append(to: Pick<ThreadAnswer, "sightings" | "films">, { list, rows }: Extract<ParseReply, { list: string }>) {
  for (const row of rows) {
    if (list === "films") to.films.push(FilmFacts.parse(row))
    else to.sightings.push(Sighting.parse(row))
  }
}

/** The document may be read again here: the thread gets a copy that is not copied once more, or the bytes where they are shared. */
function handedOver(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly transferList: ArrayBuffer[] } {
  if (bytes.buffer instanceof SharedArrayBuffer) return { bytes, transferList: [] }
  const copy = new Uint8Array(bytes)
  return { bytes: copy, transferList: [copy.buffer] }
}

function threadError(error: unknown, { memoryMb }: ThreadLimits): Error {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY")
    return new SourceError("shape_changed", `parsing the document took more than ${memoryMb} MB`)
  return error instanceof Error ? error : new Error(String(error))
}
