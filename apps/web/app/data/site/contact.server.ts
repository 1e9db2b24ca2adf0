import { readInstallation } from "@vigie/stages/installation"
import { config } from "../../../src/env.ts"
import { ask } from "./db.server.ts"

/** Whether sites may be asked: one is told how to reach who asks (I11). */
export async function hasContact(): Promise<boolean> {
  return (await ask((db) => readInstallation(db, config))).contact !== null
}
