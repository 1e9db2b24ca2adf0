import { makeNewsletters, noticeOperators, promoteWaiting } from "@vigie/db"
import type { Stages } from "./stages.ts"

/**
 * What each quarter of an hour asks for: what must not wait any longer leaves what is gathered, newsletters whose hour has come
 * are made, and operators are told what needs them. Returns how many messages were looked at or made; they are handed over like any other.
 */
export async function runDigest(stages: Stages): Promise<number> {
  const now = stages.now()
  const promoted = await promoteWaiting(stages.db, now)
  const made = await makeNewsletters(stages.db, now)
  return promoted + made + (await noticeOperators(stages.db, now))
}
