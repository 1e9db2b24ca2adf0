import { readConfig } from "@vigie/stages/config"

/** This process's environment, read once. Throws one line naming each faulty variable and what was expected. */
export const config = readConfig(process.env)
