import { readPacks } from "@vigie/seeds"
import { setUp, setupFaults } from "@vigie/stages/setup"
import { config } from "../../../src/env.ts"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import { db } from "../site/db.server.ts"
import type { SetupValues } from "./setup.server.ts"

/** What is wrong, by field, in words; a field without a fault is not in it. */
export type FieldFaults = Partial<Record<"territory" | "contact" | "packs" | "mail", string>>

export function valuesIn(form: FormData): SetupValues {
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 1000)
  const packs = form.getAll("pack").map(String)
  return { territory: text("territory"), contact: text("contact"), packs, mail: text("mail").trim() }
}

/** Stores what the form holds; or says what is wrong and stores nothing. */
export async function saveSetup(values: SetupValues, locale: Locale, now: number): Promise<FieldFaults> {
  const words = PHRASES[locale].setup.faults
  const packs = readPacks()
  const faults: FieldFaults = {}
  for (const fault of setupFaults(values, packs)) {
    if (fault.field === "packs") faults.packs = words.packs[fault.why](nameOf(fault.pack, locale))
    else if (fault.field === "territory") faults.territory = words.territory[fault.why]
    else faults.contact = words.contact[fault.why]
  }
  if (values.mail !== "" && !/^[^\s@<>"',;]+@[^\s@<>"',;]+$/.test(values.mail)) faults.mail = words.mail
  if (Object.keys(faults).length > 0) return faults
  try {
    await setUp(db, { config, packs, now, actor: "web" }, values)
    return {}
  } catch (error) {
    // An address that the environment sets and that may not be asked: nothing is stored then, either.
    if (!(error instanceof Error) || (error.name !== "NetError" && error.name !== "DomainError")) throw error
    return { packs: words.packs.address(error.message) }
  }
}

function nameOf(id: string, locale: Locale): string {
  return readPacks().find((pack) => pack.id === id)?.title[locale] ?? id.slice(0, 40)
}
