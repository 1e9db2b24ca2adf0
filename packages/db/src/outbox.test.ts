import { v7 as uuidv7 } from "uuid"
import { beforeEach, expect, test } from "vitest"
import type { Db } from "./client.ts"
import { addOutbox, finishOutbox, relayOutbox, takeOutbox } from "./outbox.ts"
import { useDatabase } from "./testing/use-database.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => db.sql("truncate outbox"))

/** What a worker does with a row: true when it did the work. */
const work = (ref: string) =>
  db.begin(async (tx) => {
    const taken = await takeOutbox(tx, "answer", ref)
    if (taken) await finishOutbox(tx, "answer", [ref])
    return taken
  })

test("a worker that is quicker than the relay's commit does the work all the same", async () => {
  const ref = uuidv7()
  await db.begin((tx) => addOutbox(tx, "answer", [ref]))
  let working: Promise<boolean> | undefined

  await relayOutbox(db, async () => {
    working = work(ref)
    // Longer than the worker needs to look for its row.
    await new Promise((resolve) => setTimeout(resolve, 200))
  })

  expect(await working).toBe(true)
  expect(await db.sql("select state from outbox")).toEqual([{ state: "done" }])
})

test("two workers with the same row do it once", async () => {
  const ref = uuidv7()
  await db.begin((tx) => addOutbox(tx, "answer", [ref]))

  expect((await Promise.all([work(ref), work(ref)])).sort()).toEqual([false, true])
})
