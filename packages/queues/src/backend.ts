import type { BulkJobOptions, JobType, KeepJobs } from "bullmq"

export interface WorkerSettings {
  readonly concurrency: number
  readonly lockDuration: number
  readonly stalledInterval: number
  readonly maxStalledCount: number
  readonly runRetryDelay: number
  readonly settings: { readonly backoffStrategy: (made: number, type?: string, error?: Error) => number }
}
export type Processor = (job: LaneJob, token: string | undefined, signal: AbortSignal | undefined) => Promise<void>

/** The parts of BullMQ in use, the same on both backends. Instants are epoch ms. */
export interface LaneJob {
  readonly id?: string | undefined
  readonly name: string
  readonly data: unknown
  readonly attemptsMade: number
  readonly failedReason?: string
  readonly processedOn?: number | undefined
  readonly finishedOn?: number | undefined
  moveToWait(token?: string): Promise<unknown>
}
export interface LaneQueue {
  addBulk(jobs: { name: string; data: unknown; opts: BulkJobOptions }[]): Promise<unknown>
  getJobCounts(...states: JobType[]): Promise<Readonly<Record<string, number>>>
  getFailed(first: number, last: number): Promise<readonly LaneJob[]>
  obliterate(options: { force: boolean }): Promise<void>
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
  on(event: "error", hear: (error: Error) => void): unknown
}
export interface LaneWorker {
  on(event: "completed", hear: (job: LaneJob) => void): unknown
  on(event: "failed", hear: (job: LaneJob | undefined, error: Error) => void): unknown
  on(event: "error", hear: (error: Error) => void): unknown
  cancelAllJobs(reason: string): void
  waitUntilReady(): Promise<void>
  close(force: boolean): Promise<void>
}

/** BullMQ over one server. Errors of idle connections go to the listeners of its queues and workers. */
export interface Backend {
  readonly name: "postgres" | "redis"
  /** How long done jobs are kept: longer than any relay asks for one again, since a forgotten id is not refused. */
  readonly kept: KeepJobs
  queue(name: string): LaneQueue
  worker(name: string, process: Processor, settings: WorkerSettings): LaneWorker
  /** Rejects when the server does not answer. */
  ping(): Promise<void>
  /** Whether a command would be sent now; a client without a connection stores it and waits. */
  connected(timeoutMs: number): Promise<void>
  close(): Promise<void>
}
