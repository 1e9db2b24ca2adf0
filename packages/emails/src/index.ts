export type {
  Envelope,
  FilmMail,
  LetterMail,
  LetterMailKind,
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
export { previews } from "./previews.ts"
export { renderMail } from "./render-mail.tsx"
