import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { simpleParser } from "mailparser"
import { afterEach, beforeEach, expect, test } from "vitest"
import { sampleMessage } from "../testing/index.ts"
import { listMailbox, readMailbox } from "./read.ts"
import { openMailbox } from "./write.ts"

let root: string
let dir: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "vigie-mailbox-"))
  dir = join(root, "mailbox")
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

const NAME = "20250701T080000123Z-019b2c7e-0000-7000-8000-000000000001.eml"

test("I5 one delivery is one file, named by its time and id, and readable by its owner only", async () => {
  const outcome = await openMailbox(dir).send([sampleMessage()], "send-1")

  expect(outcome).toEqual({ kind: "accepted", providerIds: [NAME] })
  expect(await readdir(dir)).toEqual([NAME])
  expect((await stat(dir)).mode & 0o777).toBe(0o700)
  expect((await stat(join(dir, NAME))).mode & 0o777).toBe(0o600)
})

test("I5 a mail that is there was accepted: sending again leaves its bytes and its time alone", async () => {
  const mailbox = openMailbox(dir)
  await mailbox.send([sampleMessage()], "send-1")
  const before = await stat(join(dir, NAME))

  const again = await mailbox.send([sampleMessage({ text: "rendered once more" })], "send-1")

  expect(again.kind).toBe("accepted")
  expect(await readFile(join(dir, NAME), "utf8")).not.toContain("rendered once more")
  expect((await stat(join(dir, NAME))).ino).toBe(before.ino)
  expect(await readdir(dir)).toEqual([NAME])
})

test("I5 eight racing sends of one delivery make one whole mail and leave nothing aside", async () => {
  const mailbox = openMailbox(dir)

  const outcomes = await Promise.all(Array.from({ length: 8 }, () => mailbox.send([sampleMessage()], "send-1")))

  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["accepted"]))
  expect(await readdir(dir)).toEqual([NAME])
})

test("I5 a half mail left aside by a kill is neither listed nor in the way", async () => {
  await openMailbox(dir).send([sampleMessage({ id: "019b2c7e-0000-7000-8000-000000000009" })], "send-0")
  await writeFile(join(dir, ".019b2c7e-0000-7000-8000-000000000001-killed"), "From: Vig")

  await openMailbox(dir).send([sampleMessage()], "send-1")

  expect((await listMailbox(dir)).map(({ name }) => name)).toContain(NAME)
  expect(await listMailbox(dir)).toHaveLength(2)
})

test("a folder that cannot be written is a retry with its reason", async () => {
  await writeFile(dir, "a file where the folder should be")

  expect(await openMailbox(dir).send([sampleMessage()], "k")).toMatchObject({
    kind: "retry",
    reason: expect.stringContaining("EEXIST"),
  })
})

test("another mail reader finds subject, both parts, headers and accents", async () => {
  const message = sampleMessage()
  await openMailbox(dir).send([message], "send-1")

  const mail = await simpleParser(await readFile(join(dir, NAME)))

  expect(mail.subject).toBe(message.subject)
  expect(mail.from?.value).toEqual([{ address: "vigie@example.net", name: "Vigie" }])
  expect(mail.text?.trimEnd()).toBe(message.text.trimEnd())
  expect(mail.html).toBe(message.html)
  expect(mail.date?.getTime()).toBe(1_751_356_800_000)
  expect(mail.headers.get("list")).toMatchObject({
    unsubscribe: { url: `https://example.net/unsubscribe/${"t".repeat(80)}` },
    "unsubscribe-post": { name: "List-Unsubscribe=One-Click" },
  })
})

test("the mailbox page reads back what was written, newest first", async () => {
  const message = sampleMessage()
  const later = sampleMessage({
    id: "019b2c7e-0000-7000-8000-000000000002",
    subject: "Plus tard",
    createdAt: 1_751_400_000_000,
  })
  await openMailbox(dir).send([message, later], "send-1")

  const listed = await listMailbox(dir)
  const mail = await readMailbox(dir, NAME)

  expect(listed.map(({ subject }) => subject)).toEqual(["Plus tard", message.subject])
  expect(await listMailbox(dir, 1)).toHaveLength(1)
  expect(mail).toMatchObject({ id: message.id, createdAt: message.createdAt, to: message.to, subject: message.subject })
  expect(mail?.text).toBe(message.text)
  expect(mail?.html).toBe(message.html)
  expect(mail?.headers).toContainEqual(["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"])
})

test("every space survives, wherever the encoding breaks its lines", async () => {
  const text = Array.from({ length: 80 }, (_, length) => `${"é".repeat(length % 9)}${"a b ".repeat(length)}fin`).join(
    "\n",
  )
  await openMailbox(dir).send([sampleMessage({ text, html: `<p>${text}</p>` })], "send-1")

  const mail = await readMailbox(dir, NAME)

  expect(mail?.text).toBe(text)
  expect(mail?.html).toBe(`<p>${text}</p>`)
})

test("an empty or missing mailbox lists nothing", async () => {
  expect(await listMailbox(dir)).toEqual([])
})

test.each([
  `../${NAME}`,
  `x/../${NAME}`,
  "../../etc/passwd",
  `/etc/${NAME}`,
  `${NAME}\u0000`,
  `..\\${NAME}`,
  "20251301T080000123Z-019b2c7e-0000-7000-8000-000000000001.eml",
])("a name that is no mail's name reads nothing: %j", async (name) => {
  await openMailbox(dir).send([sampleMessage()], "send-1")
  await writeFile(join(root, NAME), await readFile(join(dir, NAME)))

  expect(await readMailbox(dir, name)).toBeNull()
})

test("a well-formed name without a mail reads nothing", async () => {
  expect(await readMailbox(dir, NAME)).toBeNull()
})
