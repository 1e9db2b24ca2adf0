import { listMailbox, readMailbox, type StoredMail } from "@vigie/channels"
import { data } from "react-router"
import { hasMailbox, mailboxDir } from "./mailbox.server.ts"

/** All mails kept on this machine, newest first; a 404 where mails are sent. */
export async function allMails() {
  if (!hasMailbox) throw data(null, { status: 404 })
  return listMailbox(mailboxDir)
}

/** One mail by its name, else a 404. */
export async function findMail(name: string): Promise<StoredMail> {
  const mail = hasMailbox ? await readMailbox(mailboxDir, name) : null
  if (mail === null) throw data(null, { status: 404 })
  return mail
}
