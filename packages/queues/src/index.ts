export { QueueUnreachable } from "./errors.ts"
export {
  type Handlers,
  type Job,
  type JobContext,
  JobIdError,
  JobKind,
  jobId,
  jobKinds,
  type Lane,
  lanes,
  type Payload,
  tickId,
} from "./jobs.ts"
export { type FailedJob, type LaneCounts, openQueues, type Queues, type QueuesOptions } from "./queues.ts"
export type { Ended, Work, WorkOptions } from "./work.ts"
