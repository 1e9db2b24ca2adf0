import MailComposer from "nodemailer/lib/mail-composer"
import { type Message, messageIdOf, parseAddress } from "./message.ts"

/** The message in nodemailer's words. The same message gives the same bytes, its multipart boundary included. */
export function mailOf(message: Message) {
  return {
    from: parseAddress(message.from) ?? message.from,
    to: message.to,
    subject: message.subject,
    text: message.text,
    html: message.html,
    headers: { ...message.headers },
    messageId: messageIdOf(message),
    date: new Date(message.createdAt),
    baseBoundary: message.id,
    encoding: "quoted-printable",
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The whole mail as RFC 5322 bytes, multipart/alternative, CRLF. */
export async function composeMail(message: Message): Promise<Uint8Array> {
  return await new MailComposer({ ...mailOf(message), newline: "win" }).compile().build()
}
