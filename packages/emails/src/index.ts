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
  MailWindow,
  RenderedMail,
  TestMail,
} from "./mail.ts"
export type {
  NewsletterIssue,
  NewsletterKind,
  NewsletterLine,
  NewsletterMail,
  NewsletterSection,
} from "./newsletter-mail.ts"
export { previews } from "./previews.ts"
export { renderMail } from "./render-mail.tsx"
