import { failOutbox, type OutboxRow, readyOutbox, relayOutbox } from "@vigie/db"
import { type Job, jobId, type Queues } from "@vigie/queues"
import { deliver } from "./deliver.ts"
import { sendLetter } from "./letter.ts"
import { locate } from "./locate.ts"
import { runLookup } from "./look-up.ts"
import { lookUpLines } from "./look-up-lines.ts"
import type { Stages } from "./stages.ts"
import { tellChange, tellFirstAnswer } from "./tell.ts"

/** Deliveries on the queue at once where one call takes many: most ride along with the first of them, and need no job. */
const CARRYING = 20

/** Puts what the outbox holds on the queue, until nothing waits. */
export async function relay(stages: Stages, queues: Queues): Promise<number> {
  let relayed = 0
  const delivering = stages.transport.batchMax > 1 ? CARRYING : undefined
  for (;;) {
    let told = false
    const enqueue = (batch: readonly OutboxRow[]) => {
      told = batch.some(({ kind }) => kind === "alert" || kind === "answer" || kind === "deliver")
      return queues.enqueue(batch.map(jobOf))
    }
    const rows = await relayOutbox(stages.db, enqueue, undefined, delivering)
    if (told) stages.at("relayed")
    relayed += rows
    if (rows === 0) return relayed
  }
}

function jobOf(row: OutboxRow): Job {
  const id = jobId(row.kind, row.ref, row.attempt)
  switch (row.kind) {
    case "alert":
      return { kind: "alert", id, payload: { changeId: row.ref } }
    case "answer":
      return { kind: "answer", id, payload: { watchId: row.ref } }
    case "deliver":
      return { kind: "deliver", id, payload: { deliveryId: row.ref } }
    case "letter":
      return { kind: "letter", id, payload: { letterId: row.ref } }
    case "locate":
      return { kind: "locate", id, payload: { filmId: row.ref } }
    case "lookup":
      return { kind: "lookup", id, payload: { lookupId: row.ref } }
    case "import":
      return { kind: "import", id, payload: { importId: row.ref } }
  }
}

/**
 * Does one outbox row's work; its own transaction marks it done. A failure is recorded with its next try. `ending`: this process
 * takes nothing more along.
 */
export async function runOutbox(
  stages: Stages,
  kind: OutboxRow["kind"],
  ref: string,
  ending: AbortSignal | null = null,
): Promise<void> {
  try {
    if (kind === "alert") await tellChange(stages, ref)
    else if (kind === "answer") await tellFirstAnswer(stages, ref)
    else if (kind === "letter") await sendLetter(stages, ref)
    else if (kind === "locate") await locate(stages, ref)
    else if (kind === "lookup") await runLookup(stages, ref)
    else if (kind === "import") await lookUpLines(stages, ref)
    else await deliver(stages, ref, ending)
  } catch (error) {
    await failOutbox(stages.db, kind, ref, error instanceof Error ? error.message : String(error))
    throw error
  }
}

/**
 * Tells what the outbox holds in this process, without a queue: what the command line does after its checks. Returns when every
 * row is done or waits for a later moment. Errors are handed to `onError` and the rest goes on.
 */
export async function drainOutbox(stages: Stages, onError: (row: OutboxRow, error: Error) => void): Promise<void> {
  // What a row leads to has a higher id than its own: one pass sees it, and tries each row once.
  for (let after = 0; ; ) {
    const rows = await readyOutbox(stages.db, 500, after, undefined, stages.simulated ? stages.now() : null)
    const last = rows.at(-1)
    if (!last) return
    for (const row of rows) await runOutbox(stages, row.kind, row.ref).catch((error: Error) => onError(row, error))
    after = last.id
  }
}
