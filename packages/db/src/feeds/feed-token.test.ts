import { expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { ensureUser } from "../users.ts"
import { ensureFeedToken, feedUser, renewFeedToken } from "./feed-token.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

test("a feed's token is drawn once, and a renewed one ends the old", async () => {
  const user = await ensureUser(db, { email: "a@mail.example", territories: ["FR"] })
  const other = await ensureUser(db, { email: "b@mail.example", territories: ["FR"] })

  const first = await ensureFeedToken(db, user.id)

  expect(first).toMatch(/^[\w-]{32}$/)
  expect(await ensureFeedToken(db, user.id)).toBe(first)
  expect(await ensureFeedToken(db, other.id)).not.toBe(first)
  expect((await feedUser(db, first))?.id).toBe(user.id)
  const second = await renewFeedToken(db, user.id)
  expect(second).not.toBe(first)
  expect(await feedUser(db, first)).toBeNull()
  expect((await feedUser(db, second))?.id).toBe(user.id)
  await db.sql("update users set closed_at = now() where id = $1", [user.id])
  expect(await feedUser(db, second)).toBeNull()
})
