import { readConfig } from "@vigie/stages/config"
import { environment } from "@vigie/stages/env"

/** This process's environment, read once. Throws one line naming each faulty variable and what was expected. */
export const config = readConfig(environment())
