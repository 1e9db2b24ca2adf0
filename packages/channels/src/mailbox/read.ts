import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import type { Ms } from "@vigie/core"
import { parseMailName } from "./name.ts"
import { type ParsedMail, parseOwnMail } from "./parse.ts"

/** One line of the mailbox page. `id` is the delivery's. */
export interface MailSummary {
  readonly name: string
  readonly id: string
  readonly createdAt: Ms
  readonly to: string
  readonly subject: string
}

/** A whole mail; `html` is as sent, so a page shows it in a sandboxed frame only. */
export interface StoredMail extends MailSummary, ParsedMail {
  readonly from: string
}

/** The newest mails first, at most `limit`; empty when nothing was ever written. Files that are no mails of ours are passed over. */
export async function listMailbox(dir: string, limit = 200): Promise<readonly MailSummary[]> {
  const names = await unlessMissing(readdir(dir))
  const newest = (names ?? [])
    .filter((name) => parseMailName(name) !== null)
    .sort()
    .reverse()
    .slice(0, limit)
  const mails = await Promise.all(newest.map((name) => readMailbox(dir, name)))
  return mails.flatMap((mail) => {
    if (mail === null) return []
    const { name, id, createdAt, to, subject } = mail
    return [{ name, id, createdAt, to, subject }]
  })
}

/** One mail by its name as `listMailbox` gives it; null when there is none, or when `name` is no mail's name (a path, say). */
export async function readMailbox(dir: string, name: string): Promise<StoredMail | null> {
  const stated = parseMailName(name)
  if (stated === null) return null
  const bytes = await unlessMissing(readFile(join(dir, name)))
  if (bytes === null) return null
  const mail = parseOwnMail(bytes)
  const of = (header: string) => mail.headers.find(([key]) => key.toLowerCase() === header)?.[1] ?? ""
  return { name, ...stated, from: of("from"), to: of("to"), subject: of("subject"), ...mail }
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null
    throw error
  }
}
