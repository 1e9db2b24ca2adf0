import { readConfig } from "@vigie/stages/config"

export { ENV_NAMES } from "@vigie/stages/config"

/** This process's environment, read once. Throws one line naming each faulty variable. */
export const readEnv = () => readConfig(process.env)

/** What children of `npm start` inherit. */
export const environment: Readonly<Record<string, string | undefined>> = process.env

/** The fault programme's workers: the point at which to stop dead, if any. */
export const readFaultEnv = () => ({ config: readEnv(), point: process.env.VIGIE_FAULT_POINT ?? null })
