import { fileURLToPath } from "node:url"
import type { Environment } from "./config.ts"

const FILE = fileURLToPath(new URL("../../../.env", import.meta.url))

/** The process's environment, completed by the `.env` beside README.md, where there is one; what is set already wins. */
export function environment(): Environment {
  try {
    process.loadEnvFile(FILE)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error
  }
  return process.env
}
