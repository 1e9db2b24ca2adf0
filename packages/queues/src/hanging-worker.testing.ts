import { type Handlers, jobKinds, openQueues } from "./index.ts"

/** A worker process that takes a job, says so and never ends it: made to be killed. */
const queues = await openQueues(JSON.parse(process.argv[2] ?? "{}"))
const hang = () => new Promise<void>(() => process.stdout.write("taken\n"))
await queues.work(Object.fromEntries(jobKinds.map((kind) => [kind, hang])) as unknown as Handlers)
