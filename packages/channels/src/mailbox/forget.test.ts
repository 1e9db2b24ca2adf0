import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { sampleMessage } from "../testing/index.ts"
import { forgetMails } from "./forget.ts"
import { listMailbox } from "./read.ts"
import { openMailbox } from "./write.ts"

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "vigie-forget-"))
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

test("mails to an address, and mails that say it, are gone; the others stay", async () => {
  const id = (last: number) => `019b2c7e-0000-7000-8000-00000000000${last}`
  await openMailbox(root).send(
    [
      sampleMessage({ id: id(1), to: "lea@mail.example" }),
      sampleMessage({ id: id(2), to: "old@mail.example", text: "C'est maintenant Lea@mail.example." }),
      sampleMessage({ id: id(3), to: "tom@mail.example" }),
    ],
    "send-1",
  )

  expect(await forgetMails(root, ["lea@mail.example"])).toBe(2)

  expect((await listMailbox(root)).map(({ to }) => to)).toEqual(["tom@mail.example"])
  expect(await forgetMails(root, ["lea@mail.example"])).toBe(0)
})

test("a mailbox that was never written to holds nothing", async () => {
  expect(await forgetMails(join(root, "none"), ["lea@mail.example"])).toBe(0)
})
