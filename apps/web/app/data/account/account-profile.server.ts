import { isTerritory, parseZone } from "@vigie/core"
import { setProfile, setQuietHours } from "@vigie/db"
import { z } from "zod"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import type { SignedIn } from "./access.server.ts"
import type { ProfileValues } from "./account-page.server.ts"

/** What is wrong, by field, in words; a field without a fault is not in it. */
export type Faults = Readonly<Record<string, string>>

const territory = z.string().refine(isTerritory, "territory")
const Profile = z.object({
  name: z.string().trim().min(1, "name").max(100, "name"),
  locale: z.enum(["fr", "en"], { error: "locale" }),
  zone: z.string().refine(isZone, "zone"),
  territory,
  also: z.array(z.string()).transform((codes) => codes.filter(isTerritory)),
  add: z.union([z.literal(""), territory]),
})

export function profileIn(form: FormData): ProfileValues {
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 200)
  return {
    name: text("name"),
    locale: text("locale"),
    zone: text("zone"),
    territory: text("territory"),
    also: form.getAll("also").map(String).slice(0, 300),
    add: text("add"),
  }
}

/** Stores what the form holds; or says what is wrong and stores nothing. */
export async function saveProfile({ user, locale }: SignedIn, values: ProfileValues): Promise<Faults> {
  const read = Profile.safeParse(values)
  if (!read.success) {
    const words = PHRASES[locale].account.profile.faults
    return Object.fromEntries(
      read.error.issues.flatMap(({ path }) => {
        const field = String(path[0])
        return Object.hasOwn(words, field) ? [[field, words[field as keyof typeof words]]] : []
      }),
    )
  }
  const { name, zone, territory: first, also, add } = read.data
  const territories = [...new Set([first, ...also, ...(add === "" ? [] : [add])])]
  await ask((db) => setProfile(db, user.id, { name, locale: read.data.locale, zone, territories }))
  return {}
}

function isZone(zone: string): boolean {
  try {
    return parseZone(zone) === zone
  } catch {
    return false
  }
}

export interface QuietValues {
  readonly from: string
  readonly to: string
}

export function quietIn(form: FormData): QuietValues {
  const text = (name: string) =>
    String(form.get(name) ?? "")
      .trim()
      .slice(0, 20)
  return { from: text("from"), to: text("to") }
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/** Both hours, or none: stored, or what is wrong. */
export async function saveQuiet({ user, locale }: SignedIn, { from, to }: QuietValues): Promise<Faults> {
  const words = PHRASES[locale].account.quiet.faults
  const faults: Record<string, string> = {}
  for (const [field, value, other] of [
    ["from", from, to],
    ["to", to, from],
  ] as const) {
    if (value === "" && other !== "") faults[field] = words.both
    else if (value !== "" && !TIME.test(value)) faults[field] = words.time
  }
  if (from !== "" && from === to) faults.to = words.same
  if (Object.keys(faults).length === 0) await ask((db) => setQuietHours(db, user.id, from || null, to || null))
  return faults
}
