export { type Brief, brief } from "./brief.ts"
export type { LetterMail, LetterMailKind } from "./letter-mail.ts"
export type {
  Envelope,
  FilmMail,
  Mail,
  MailAlert,
  MailAlertKind,
  MailChange,
  MailEvidence,
  MailFilm,
  MailKind,
  MailPrice,
  MailRule,
  MailSaid,
  MailWindow,
  RenderedMail,
  Stop,
  TestMail,
} from "./mail.ts"
export type {
  NewsletterIssue,
  NewsletterKind,
  NewsletterLine,
  NewsletterMail,
  NewsletterSection,
} from "./newsletter-mail.ts"
export { type PreviewName, previews } from "./previews.ts"
export { renderMail } from "./render-mail.tsx"
