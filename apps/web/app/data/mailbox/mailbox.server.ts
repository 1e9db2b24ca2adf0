import { mailboxDir as mailboxOf } from "@vigie/stages/config"
import { config } from "../../../src/env.ts"

/** Mails are kept on this machine when there is no other way to send them. */
export const hasMailbox = config.resendApiKey === null && config.smtpUrl === null

export const mailboxDir = mailboxOf(config)
