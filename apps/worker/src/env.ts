import { readConfig } from "@vigie/stages/config"
import { environment as readEnvironment } from "@vigie/stages/env"

export { ENV_NAMES } from "@vigie/stages/config"

/** This process's environment, with `.env`: what children of `npm start` inherit. */
export const environment = readEnvironment()

/** The same as a configuration. Throws one line naming each faulty variable. */
export const readEnv = () => readConfig(environment)

/** The fault programme's workers: the point at which to stop dead, if any. */
export const readFaultEnv = () => ({ config: readEnv(), point: environment.VIGIE_FAULT_POINT ?? null })
