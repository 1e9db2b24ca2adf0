import { randomUUID } from "node:crypto"
import { link, mkdir, open, unlink } from "node:fs/promises"
import { join } from "node:path"
import { composeMail } from "../compose.ts"
import type { Message } from "../message.ts"
import { preflight, type SendOutcome, type Transport } from "../transport.ts"
import { mailNameOf } from "./name.ts"

/** A folder of mails for this machine's own user: no mail leaves. `dir` is made at the first send, 0700. */
export function openMailbox(dir: string): Transport {
  return {
    id: "mailbox",
    batchMax: 100,
    keyMemoryMs: Number.POSITIVE_INFINITY,
    async send(messages): Promise<SendOutcome> {
      const fault = preflight(messages, 100)
      if (fault) return fault
      try {
        await mkdir(dir, { recursive: true, mode: 0o700 })
        for (const message of messages) await deposit(dir, message)
        return { kind: "accepted", providerIds: messages.map(mailNameOf) }
      } catch (error) {
        return { kind: "retry", afterMs: null, reason: `mailbox: ${(error as Error).message}` }
      }
    },
    async close() {},
  }
}

/**
 * I5: written whole and flushed aside, then linked to its name. A link never replaces, so a mail that is there was
 * accepted before and stays as it is; a kill at any point leaves no half mail under a mail's name.
 */
async function deposit(dir: string, message: Message): Promise<void> {
  const aside = join(dir, `.${message.id}-${randomUUID()}`)
  const file = await open(aside, "wx", 0o600)
  try {
    await file.writeFile(await composeMail(message))
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(aside, join(dir, mailNameOf(message)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  } finally {
    await unlink(aside)
  }
  await flushFolder(dir)
}

/** The name itself survives a power cut only once the folder is flushed; Windows cannot open one. */
async function flushFolder(dir: string): Promise<void> {
  if (process.platform === "win32") return
  const folder = await open(dir, "r")
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
