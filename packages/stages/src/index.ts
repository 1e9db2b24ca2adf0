export { checkBatch, checkOne, sweep } from "./check.ts"
export { type Config, ENV_NAMES, type Environment, envExample, mailboxDir, readConfig } from "./config.ts"
export { messageOf } from "./message.ts"
export { drainOutbox, relay, runOutbox } from "./relay.ts"
export { enabledSources, factsOf, sourceFacts } from "./sources.ts"
export {
  openStages,
  POINTS,
  type Point,
  type Stages,
  type StagesOptions,
} from "./stages.ts"
export { deliver, tellChange, tellFirstAnswer } from "./tell.ts"
