import path from "node:path"
import { config } from "../../src/env.ts"

/** Mails are kept on this machine when there is no other way to send them. */
export const hasMailbox = config.resendApiKey === null && config.smtpUrl === null

export const mailboxDir = path.join(config.dataDir, "mailbox")
