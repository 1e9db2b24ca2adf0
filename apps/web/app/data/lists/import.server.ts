import { setTimeout as sleep } from "node:timers/promises"
import type { FilmList } from "@vigie/core"
import { openImport, runImport, tellImport } from "@vigie/db"
import { config } from "../../../src/env.ts"
import { log } from "../../../src/log.ts"
import type { SignedIn } from "../account/access.server.ts"
import { askBulk, bulkDb } from "./bulk-db.server.ts"

/** How long a page waits for a list before it shows how far it has come (ms): a thousand lines take less than a second. */
const PATIENCE_MS = 6_000

/**
 * Brings a list into the reader's own. Returns the import's id once it is done or six seconds have passed: the rest goes on
 * without the page, which shows how far it is.
 */
export async function startImport({ user, now }: SignedIn, list: FilmList): Promise<string> {
  const request = { userId: user.id, listId: user.listId, list, now }
  const importId = await askBulk(2_500, (db) => openImport(db, request))
  const whole = async () => {
    await runImport(bulkDb(), importId, request)
    await tellImport(bulkDb(), importId, config.baseUrl)
  }
  const running = whole().catch((error: Error) =>
    log.error({ err: error.name, import: importId }, "an import was cut off"),
  )
  await Promise.race([running, sleep(PATIENCE_MS, undefined, { ref: false })])
  return importId
}
