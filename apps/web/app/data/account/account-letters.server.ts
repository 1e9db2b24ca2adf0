import { dayInWords, departmentInWords } from "@vigie/core"
import {
  type AskedNewsletter,
  type KeptNewsletter,
  listDepartments,
  listNewsletters,
  NEWSLETTER_KINDS,
  type NewsletterKind,
  previewNewsletter,
  setNewsletters,
} from "@vigie/db"
import { sayIssue } from "@vigie/stages/say-issue"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { sourceName } from "../film/offer.server.ts"
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
  /** When its last issue went out, in words; null where it is not asked for. */
  readonly last: string | null
}

export interface LettersSheet {
  readonly lines: readonly LetterLine[]
  readonly rhythms: readonly Choices[]
  /** Departments in which something was shot, that no newsletter is about yet. */
  readonly departments: readonly string[]
}

/** By field: what was chosen. */
export type LetterValues = Readonly<Record<string, string>>

/** One newsletter as it would go out now. */
export interface LetterPreview {
  readonly name: string
  /** Empty: there is nothing to say. */
  readonly sections: ReturnType<typeof sayIssue>["sections"]
}

const KINDS = NEWSLETTER_KINDS.filter((kind) => kind !== "place")

export async function readLetters({ user, locale, zone, now }: SignedIn): Promise<LettersSheet> {
  const asked = await ask((db) => listNewsletters(db, user.id))
  const departments = await ask((db) => listDepartments(db, config.demo))
  const places = asked.filter(({ kind }) => kind === "place")
  const words = PHRASES[locale].account.newsletters
  const lastOf = (one: KeptNewsletter | undefined): string | null => {
    if (one === undefined) return null
    return one.sentAt === null ? words.noneYet : words.last(dayInWords(one.sentAt, locale, zone, now))
  }
  const lineOf = (kind: NewsletterKind): LetterLine => {
    const one = asked.find((each) => each.kind === kind)
    return { id: kind, name: words.kinds[kind], help: words.helps[kind], when: whenOf(one), last: lastOf(one) }
  }
  return {
    lines: [
      ...KINDS.map(lineOf),
      ...places.map((one) => ({
        id: `place-${one.ref}`,
        name: `${words.kinds.place}, ${departmentInWords(one.ref)}`,
        help: words.helps.place,
        when: whenOf(one),
        last: lastOf(one),
      })),
    ],
    rhythms: rhythmsIn(locale),
    departments: departments.departments
      .map(({ code }) => code)
      .filter((code) => !places.some(({ ref }) => ref === code)),
  }
}

/** What the newsletter of this field would say now; null for none of the sheet's. */
export async function previewLetter(
  id: string | null,
  sheet: LettersSheet,
  { user, locale, now }: SignedIn,
): Promise<LetterPreview | null> {
  const line = sheet.lines.find((one) => one.id === id)
  if (line === undefined) return null
  const issue = await ask((db) => previewNewsletter(db, subjectOf(line.id), user.id, now))
  const said = issue && sayIssue({ ...issue }, { locale, baseUrl: "", now, sourceName })
  return { name: line.name, sections: said?.sections ?? [] }
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
