import type { PreviewName, RenderedMail } from "@vigie/emails"
import { data } from "react-router"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"

type Group = keyof (typeof PHRASES)["fr"]["mails"]["groups"]

/** Each sample is in the group of what it tells; the compiler names one that is in none. */
const GROUP_OF: { readonly [name in PreviewName]: Group } = {
  available: "films",
  first_answer: "films",
  announced: "films",
  broadcast: "films",
  moved: "films",
  repriced: "films",
  target: "films",
  lowest: "films",
  terms: "films",
  closing: "films",
  closed: "films",
  back: "films",
  corrected: "films",
  correction: "films",
  rule: "films",
  several: "gathered",
  digest: "gathered",
  week: "gathered",
  newsletter: "gathered",
  news: "gathered",
  verify: "letters",
  known: "letters",
  reset: "letters",
  invitation: "letters",
  household: "letters",
  addressChanged: "letters",
  erased: "letters",
  import: "letters",
  channelPaused: "letters",
  sourceSilent: "letters",
  hold: "letters",
  test: "letters",
}

export const MAIL_NAMES = Object.keys(GROUP_OF) as readonly PreviewName[]

export interface MailSample {
  readonly name: PreviewName
  readonly label: string
  readonly subject: string
}

/** Every sample with its subject, by group, in the reader's language. */
export async function listSamples(locale: Locale) {
  const words = PHRASES[locale].mails
  const samples = await Promise.all(
    MAIL_NAMES.map(async (name): Promise<MailSample> => {
      const { subject } = await renderSample(name, locale)
      return { name, label: words.names[name], subject }
    }),
  )
  return (["films", "gathered", "letters"] as const).map((group) => ({
    group: words.groups[group],
    samples: samples.filter(({ name }) => GROUP_OF[name] === group),
  }))
}

/** A sample as it would be sent; a 404 where there is none of this name. */
export async function findSample(name: string, locale: Locale): Promise<RenderedMail & { readonly name: PreviewName }> {
  const known = MAIL_NAMES.find((one) => one === name)
  if (known === undefined) throw data(null, { status: 404 })
  return { name: known, ...(await renderSample(known, locale)) }
}

/** The language that the address asks a sample in; the reader's own otherwise. */
export function sampleLocale(request: Request, own: Locale): Locale {
  const asked = new URL(request.url).searchParams.get("in")
  return asked === "fr" || asked === "en" ? asked : own
}

async function renderSample(name: PreviewName, locale: Locale): Promise<RenderedMail> {
  // Few pages need what renders mails: it is loaded when one does.
  const { previews, renderMail } = await import("@vigie/emails")
  return renderMail(previews(locale)[name])
}
