export {
  CHANNEL_FAULTS,
  type Channel,
  type ChannelFault,
  type ChannelField,
  type ChannelValues,
  type NoticeOutcome,
  type ReadChannel,
  type Recipient,
  type Vapid,
} from "./channel.ts"
export { handNotice, REASONS, type Reason } from "./hand.ts"
export { forgetMails } from "./mailbox/forget.ts"
export { listMailbox, type MailSummary, readMailbox, type StoredMail } from "./mailbox/read.ts"
export { openMailbox } from "./mailbox/write.ts"
export { type Message, messageIdOf, oneLine, parseAddress, unsubscribeHeaders } from "./message.ts"
export type { Notice, NoticeAlert, NoticeWindow } from "./notice.ts"
export { openTransport, type TransportSettings } from "./open.ts"
export { openResend, type ResendOptions } from "./resend.ts"
export { type MailEvent, readMailEvent } from "./resend-event.ts"
export { openSmtp, type SmtpOptions } from "./smtp.ts"
export { parseSmtpUrl, type SmtpAddress } from "./smtp-url.ts"
export { verifySigned } from "./standard-webhooks.ts"
export type { SendOutcome, Transport } from "./transport.ts"
export { drawVapidKeys } from "./vapid.ts"
export { CHANNELS, channelOf } from "./ways.ts"
