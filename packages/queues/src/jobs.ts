import { z } from "zod"

/**
 * A lane is one BullMQ queue. Three of them, so that a long sweep never delays the tide, and a burst of mail delays
 * neither; a film's targets are looked for beside the sweeps, a few at a time. One queue per kind would cost a LISTEN connection each in every worker.
 */
export const lanes = ["clock", "sweep", "tell"] as const
export type Lane = (typeof lanes)[number]

/** The instant of a node-cron tick, epoch ms: n workers that see the same tick make one job of it. */
const Tick = z.object({ tick: z.int().nonnegative() })

interface Spec {
  readonly lane: Lane
  /** Ids only: PostgreSQL holds the rest. */
  readonly payload: z.ZodObject
  /** Tries in all. A tick has one: the next tick is its retry. The rest is also relayed again from the outbox. */
  readonly attempts: number
  /** Lower runs first within a lane; 0 before all others. */
  readonly priority: number
}

/** Every kind of job there is: adding one here makes the compiler ask for its handler. */
export const jobTable = {
  sweep: { lane: "sweep", payload: Tick, attempts: 1, priority: 0 },
  locate: { lane: "sweep", payload: z.object({ filmId: z.uuid() }), attempts: 1, priority: 0 },
  describe: { lane: "sweep", payload: Tick, attempts: 1, priority: 1 },
  tide: { lane: "clock", payload: Tick, attempts: 1, priority: 0 },
  digest: { lane: "clock", payload: Tick, attempts: 1, priority: 0 },
  prune: { lane: "clock", payload: Tick, attempts: 1, priority: 0 },
  /** Not before what others led to: while much changes, no mail would go. */
  alert: { lane: "tell", payload: z.object({ changeId: z.uuid() }), attempts: 3, priority: 1 },
  answer: { lane: "tell", payload: z.object({ watchId: z.uuid() }), attempts: 3, priority: 1 },
  deliver: { lane: "tell", payload: z.object({ deliveryId: z.uuid() }), attempts: 3, priority: 1 },
  /** Somebody waits for it to get in; its outbox row tries again. */
  letter: { lane: "tell", payload: z.object({ letterId: z.uuid() }), attempts: 1, priority: 0 },
  /** Somebody waits for it in front of a page. */
  lookup: { lane: "tell", payload: z.object({ lookupId: z.uuid() }), attempts: 1, priority: 0 },
  /** The films of a list that the catalogue lacks: many, and nobody counts on them now. */
  import: { lane: "sweep", payload: z.object({ importId: z.uuid() }), attempts: 1, priority: 1 },
} as const satisfies Record<string, Spec>

export type JobKind = keyof typeof jobTable
export const jobKinds = Object.keys(jobTable) as readonly JobKind[]
export const JobKind = z.enum(jobKinds)

export type Payload<K extends JobKind> = z.infer<(typeof jobTable)[K]["payload"]>
/** What is put on a queue; `id` from `jobId` or `tickId`. */
export type Job = {
  readonly [K in JobKind]: { readonly kind: K; readonly id: string; readonly payload: Payload<K> }
}[JobKind]

export interface JobContext {
  readonly id: string
  /** 1 on the first try. */
  readonly attempt: number
  /** Aborted when the worker closes and its patience is over. */
  readonly signal: AbortSignal
}
/** One handler per kind, no more and no fewer. A thrown error with `retry: false` fails the job for good. */
export type Handlers = { readonly [K in JobKind]: (payload: Payload<K>, context: JobContext) => Promise<void> }

/** `<kind>-<uuid>-<attempt>`: the relay raises `attempt` to put the same work on the queue again. */
export const jobId = (kind: JobKind, uuid: string, attempt: number): string => `${kind}-${uuid}-${attempt}`
/** `<kind>-<epoch ms>`: the same on every worker of one tick. */
export const tickId = (kind: JobKind, tick: number): string => `${kind}-${tick}`

/** BullMQ throws on ":" and on digits only; the kind in front keeps ids of one lane apart. */
export class JobIdError extends Error {
  constructor(kind: JobKind, id: string) {
    super(`job id ${JSON.stringify(id)} of kind ${kind}: expected "${kind}-" and then letters, digits, "-" or "_"`)
    this.name = "JobIdError"
  }
}

/** The payload as its kind states it. Throws JobIdError or a ZodError. */
export const checkedJob = (job: Job): Job => {
  if (!job.id.startsWith(`${job.kind}-`) || !/^[\w-]{3,200}$/.test(job.id)) throw new JobIdError(job.kind, job.id)
  return { ...job, payload: jobTable[job.kind].payload.parse(job.payload) } as Job
}
