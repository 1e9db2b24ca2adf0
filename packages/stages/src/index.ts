export { checkBatch, checkOne, sweep } from "./check.ts"
export { type Config, ENV_NAMES, type Environment, envExample, mailboxDir, readConfig } from "./config.ts"
export { type Delivered, deliver } from "./deliver.ts"
export { describe } from "./describe.ts"
export { runDigest } from "./digest.ts"
export { type Installation, type MissingKey, missingKeys, readInstallation } from "./installation.ts"
export { sendLetter } from "./letter.ts"
export { armDue, type LocateOptions, type LocateResult, locate, locateDue } from "./locate.ts"
export { hasFilmTargets, locatingSources, missingSettings } from "./locating.ts"
export { type FoundFilms, finders, lookUpReference, lookUpTitle, runLookup } from "./look-up.ts"
export { lookUpLines } from "./look-up-lines.ts"
export { messageOf } from "./message.ts"
export { newsletterOf } from "./newsletter.ts"
export { drainOutbox, relay, runOutbox } from "./relay.ts"
export { type Pack, type SetupFault, type SetupRequest, setUp, setupFaults } from "./setup.ts"
export { type CandidateView, type SourceState, sourceStates } from "./source-states.ts"
export { enabledSources, factsOf, sourceFacts } from "./sources.ts"
export {
  openStages,
  POINTS,
  type Point,
  type Stages,
  type StagesOptions,
} from "./stages.ts"
export { tellChange, tellFirstAnswer } from "./tell.ts"
export { sendTestMail, type TestMailOutcome } from "./test-mail.ts"
