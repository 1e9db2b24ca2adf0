export type {
  Envelope,
  Mail,
  MailAlert,
  MailAlertKind,
  MailChange,
  MailEvidence,
  MailFilm,
  MailKind,
  MailWindow,
  RenderedMail,
} from "./mail.ts"
export { previews } from "./previews.ts"
export { renderMail } from "./render-mail.tsx"
