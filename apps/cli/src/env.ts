import path from "node:path"
import { type Config, readConfig } from "@vigie/stages/config"
import { environment } from "@vigie/stages/env"

export { ENV_NAMES } from "@vigie/stages/config"

/** This process's environment, read once. Throws DomainError: one line naming each faulty variable. */
export function readEnv(): Config {
  return readConfig(environment())
}

/** Where the command was called: npm runs it at the root of the checkout and says in INIT_CWD where it was. */
export function callerDir(): string {
  const { INIT_CWD, npm_lifecycle_event } = process.env
  // Under another npm script (a test, say) INIT_CWD is that script's, not ours.
  return npm_lifecycle_event === "vigie" && INIT_CWD ? path.resolve(INIT_CWD) : process.cwd()
}
