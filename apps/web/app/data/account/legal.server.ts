import { dateFormat } from "@vigie/core"
import { type Legal, type LegalField, legalFaults, readLegal, writeLegal } from "@vigie/db"
import { sources } from "@vigie/sources"
import { config } from "../../../src/env.ts"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import { legalEn } from "../../legal/en.ts"
import type { LegalFacts, LegalPage, Section } from "../../legal/facts.ts"
import { LEGAL_FIELDS } from "../../legal/fields.ts"
import { legalFr } from "../../legal/fr.ts"
import { ask, db } from "../site/db.server.ts"
import { readViewer } from "../site/viewer.server.ts"
import { isOperator } from "./access.server.ts"
import { TERMS_VERSION } from "./accounts.server.ts"

const TEXTS = { fr: legalFr, en: legalEn }

/** One of the legal pages, filled. */
export interface LegalSheet {
  readonly page: LegalPage
  readonly sections: readonly Section[]
  /** "novembre 2026"; of the terms only. */
  readonly version: string | null
  /** Null where everything is said; else what is missing, in words, for whoever can say it. */
  readonly missing: { readonly local: boolean; readonly fields: readonly string[]; readonly fill: boolean } | null
  readonly signedIn: boolean
}

export async function readLegalSheet(request: Request, page: LegalPage): Promise<LegalSheet> {
  const { user, locale } = await readViewer(request)
  const legal = await ask(readLegal)
  const fields = PHRASES[locale].legalPages.form.fields
  const fill = isOperator(user)
  return {
    page,
    sections: TEXTS[locale][page](factsOf(legal, locale)),
    version: page === "terms" ? monthInWords(TERMS_VERSION, locale) : null,
    missing:
      legal === null
        ? {
            local: config.accounts === "local",
            fields: fill ? Object.keys(legalFaults({})).map((field) => fields[field as LegalField]) : [],
            fill,
          }
        : null,
    signedIn: user !== null,
  }
}

function factsOf(legal: Legal | null, locale: Locale): LegalFacts {
  const named = sources.filter(
    ({ licence, id }) => licence.republish !== "none" || (licence.attribution && id !== "demo"),
  )
  return {
    legal,
    country:
      legal === null ? "" : (new Intl.DisplayNames([locale], { type: "region" }).of(legal.country) ?? legal.country),
    accounts: config.accounts,
    mailBy: config.resendApiKey !== null ? "Resend" : config.smtpUrl !== null ? new URL(config.smtpUrl).hostname : null,
    sources: named.map(({ name, licence }) => ({ name, attribution: licence.attribution ?? null })),
  }
}

/** "2026-11" is "novembre 2026". */
function monthInWords(month: string, locale: Locale): string {
  return dateFormat(locale, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(Date.parse(`${month.slice(0, 7)}-01`))
}

/** What the form that fills them holds. */
export type LegalValues = Readonly<Record<LegalField, string>>

export async function legalValues(): Promise<LegalValues> {
  const legal = await ask(readLegal)
  return Object.fromEntries(LEGAL_FIELDS.map((field) => [field, legal?.[field] ?? ""])) as Record<LegalField, string>
}

export function legalIn(form: FormData): LegalValues {
  const text = (field: string) =>
    String(form.get(field) ?? "")
      .replaceAll("\r\n", "\n")
      .slice(0, 2_000)
  return Object.fromEntries(LEGAL_FIELDS.map((field) => [field, text(field)])) as Record<LegalField, string>
}

/** Publishes what the form holds; or says what is wrong, by field, and stores nothing. */
export async function saveLegal(
  values: LegalValues,
  locale: Locale,
  by: string,
): Promise<Readonly<Record<string, string>>> {
  const words = PHRASES[locale].legalPages.form.faults
  const faults = Object.entries(legalFaults(values))
  if (faults.length > 0) return Object.fromEntries(faults.map(([field, why]) => [field, words[why]]))
  await ask(() => writeLegal(db, values, by))
  return {}
}
