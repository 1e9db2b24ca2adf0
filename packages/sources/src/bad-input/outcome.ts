import { DomainError, type Snapshot } from "@vigie/core"
import { maxBytesOf, openDocument } from "../document.ts"
import { parseDocument } from "../parse-document.ts"
import { type Source, SourceError, type TargetRef } from "../source.ts"
import type { Sample } from "./samples.ts"

/** What a document came to: a snapshot, or why it concludes nothing. */
export type Outcome = { readonly snapshot: Snapshot; readonly refused: null } | { readonly refused: string }

/**
 * Reads a document as a check and `vigie parse` do. Throws whatever is neither a snapshot nor a refusal in words, and Error
 * when it took over 5 s of a processor (the clock's time also depends on what else the machine does).
 */
export async function outcomeOf(
  { source, target }: Sample,
  content: string | Uint8Array,
  contentType: string | null,
): Promise<Outcome> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
  const start = process.cpuUsage()
  const outcome = await readOrRefuse(source, target, { url: null, contentType, bytes, readAt: 0 })
  const { user, system } = process.cpuUsage(start)
  const ms = Math.round((user + system) / 1_000)
  if (ms > 5_000) throw new Error(`${source.id} took ${ms} ms: ${JSON.stringify(outcome).slice(0, 200)}`)
  return outcome
}

async function readOrRefuse(
  source: Source,
  target: TargetRef,
  raw: Parameters<typeof openDocument>[0],
): Promise<Outcome> {
  try {
    const document = openDocument(raw, maxBytesOf(source))
    const { snapshot } = await parseDocument(source, document, target, { startMs: 60_000, parseMs: 60_000 })
    return { snapshot, refused: null }
  } catch (error) {
    const words = error instanceof SourceError ? error.where : error instanceof DomainError ? error.message : null
    if (words === null || !/\w{3}/u.test(words)) throw error
    return { refused: words }
  }
}
