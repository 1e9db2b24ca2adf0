import { unlink } from "node:fs/promises"
import { join } from "node:path"
import { listMailbox, readMailbox } from "./read.ts"

/** Deletes every mail in which one of these addresses stands, in a header or in its text; returns how many there were. */
export async function forgetMails(dir: string, addresses: readonly string[]): Promise<number> {
  const words = addresses.map((address) => address.toLowerCase())
  let gone = 0
  for (const { name } of await listMailbox(dir, Number.POSITIVE_INFINITY)) {
    const mail = await readMailbox(dir, name)
    const said = mail && JSON.stringify([mail.headers, mail.text, mail.html]).toLowerCase()
    if (!said || !words.some((word) => said.includes(word))) continue
    await unlink(join(dir, name))
    gone += 1
  }
  return gone
}
