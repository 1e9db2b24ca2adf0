import { readConfig } from "@vigie/stages/config"

export { ENV_NAMES } from "@vigie/stages/config"

/** This process's environment, read once. Throws one line naming each faulty variable. */
export const readEnv = () => readConfig(process.env)

/** What children of `npm start` inherit. */
export const environment: Readonly<Record<string, string | undefined>> = process.env
