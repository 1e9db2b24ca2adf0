import {
  type AskedNewsletter,
  listDepartments,
  listNewsletters,
  NEWSLETTER_KINDS,
  type NewsletterKind,
  setNewsletters,
} from "@vigie/db"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import type { Choices } from "../site/zones.server.ts"
import type { SignedIn } from "./access.server.ts"
import type { Faults } from "./account-profile.server.ts"
import { readWhen, rhythmsIn, whenOf } from "./rhythms.server.ts"

/** One newsletter as its form offers it: `when` is "", "daily", "weekly-1" to "weekly-7" or "monthly-1" to "monthly-28". */
export interface LetterLine {
  /** Of its field. */
  readonly id: string
  readonly name: string
  readonly help: string
  readonly when: string
}

export interface LettersSheet {
  readonly lines: readonly LetterLine[]
  readonly rhythms: readonly Choices[]
  /** Departments in which something was shot, that no newsletter is about yet. */
  readonly departments: readonly string[]
}

/** By field: what was chosen. */
export type LetterValues = Readonly<Record<string, string>>

const KINDS = NEWSLETTER_KINDS.filter((kind) => kind !== "place")
export async function readLetters({ user, locale }: SignedIn): Promise<LettersSheet> {
  const asked = await ask((db) => listNewsletters(db, user.id))
  const departments = await ask((db) => listDepartments(db, config.demo))
  const places = asked.filter(({ kind }) => kind === "place")
  const words = PHRASES[locale].account.newsletters
  const lineOf = (kind: NewsletterKind): LetterLine => ({
    id: kind,
    name: words.kinds[kind],
    help: words.helps[kind],
    when: whenOf(asked.find((one) => one.kind === kind)),
  })
  return {
    lines: [
      ...KINDS.map(lineOf),
      ...places.map((one) => ({
        id: `place-${one.ref}`,
        name: `${words.kinds.place}, ${words.department(one.ref).toLowerCase()}`,
        help: words.helps.place,
        when: whenOf(one),
      })),
    ],
    rhythms: rhythmsIn(locale),
    departments: departments.departments
      .map(({ code }) => code)
      .filter((code) => !places.some(({ ref }) => ref === code)),
  }
}

export function lettersIn(form: FormData): LetterValues {
  return Object.fromEntries([...form].map(([name, value]) => [name, String(value).slice(0, 50)]))
}

/** Stores the newsletters that were chosen; or says what is wrong and stores nothing. */
export async function saveLetters(viewer: SignedIn, values: LetterValues): Promise<Faults> {
  const words = PHRASES[viewer.locale].account.newsletters.faults
  const sheet = await readLetters(viewer)
  const faults: Record<string, string> = {}
  const asked = sheet.lines.flatMap(({ id }): AskedNewsletter[] => {
    const read = readWhen(values[id] ?? "")
    if (read === undefined) faults[id] = words.when
    return read ? [{ ...subjectOf(id), ...read }] : []
  })
  const { department = "", departmentWhen = "" } = values
  const added = readWhen(departmentWhen)
  if (department !== "" && !sheet.departments.includes(department)) faults.department = words.department
  else if (department !== "" && !added) faults.departmentWhen = words.addWhen
  if (Object.keys(faults).length > 0) return faults
  const more: AskedNewsletter[] = department !== "" && added ? [{ kind: "place", ref: department, ...added }] : []
  await ask((db) => setNewsletters(db, viewer.user.id, [...asked, ...more], viewer.now))
  return {}
}

function subjectOf(id: string): Pick<AskedNewsletter, "kind" | "ref"> {
  const ref = /^place-(.+)$/.exec(id)?.[1]
  return ref === undefined ? { kind: id as NewsletterKind, ref: "" } : { kind: "place", ref }
}
