import { isTerritory, parseZone } from "@vigie/core"
import { setProfile } from "@vigie/db"
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
