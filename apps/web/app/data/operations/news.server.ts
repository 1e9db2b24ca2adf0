import { dayInWords } from "@vigie/core"
import { dropNews, findNews, listNews, type NewsRow, NewsWords, pieceOf, publishNews, writeNews } from "@vigie/db"
import { data } from "react-router"
import { PHRASES } from "../../i18n/words.ts"
import { ask, db } from "../site/db.server.ts"
import { isId, type Operator, unlessTooLate } from "./operator.server.ts"

const SHOWN = 50
export const NEWS_LANGUAGES = ["fr", "en"] as const
/** Titles and texts by field: "fr-title", "fr-body", "en-title", "en-body". */
export type NewsValues = Readonly<Record<string, string>>

export interface NewsLine {
  readonly id: string
  readonly title: string
  /** Null: a draft. */
  readonly when: string | null
}

export interface NewsSheet {
  readonly lines: readonly NewsLine[]
  /** The draft taken up, as its readers would see it; null: a new one is written. */
  readonly draft: {
    readonly id: string
    readonly values: NewsValues
    readonly pieces: readonly {
      readonly language: "fr" | "en"
      readonly title: string
      readonly paragraphs: readonly string[]
    }[]
  } | null
}

export async function readNews(id: string | null, { locale, zone, now }: Operator): Promise<NewsSheet> {
  const rows = await ask((base) => listNews(base, SHOWN))
  const draft = isId(id) ? await ask((base) => findNews(base, id)) : null
  if (id !== null && (draft === null || draft.publishedAt !== null)) throw data(null, { status: 404 })
  return {
    lines: rows.map(({ id: line, words, publishedAt }) => ({
      id: line,
      title: words[locale].title,
      when: publishedAt === null ? null : dayInWords(publishedAt, locale, zone, now),
    })),
    draft: draft && draftOf(draft, now),
  }
}

function draftOf({ id, words }: NewsRow, now: number): NewsSheet["draft"] {
  const values = NEWS_LANGUAGES.flatMap((language) => [
    [`${language}-title`, words[language].title],
    [`${language}-body`, words[language].body],
  ])
  const pieces = NEWS_LANGUAGES.map((language) => ({ language, ...pieceOf(words, language, now) }))
  return { id, values: Object.fromEntries(values), pieces }
}

/** What an act of the page came to; `faults` by field, with what was typed. */
export type NewsAct =
  | { readonly state: "written" | "published" | "dropped"; readonly id: string }
  | { readonly state: "late" }
  | { readonly state: "faulty"; readonly values: NewsValues; readonly faults: Readonly<Record<string, string>> }

const DONE = { publish: "published", drop: "dropped" } as const

/** Writes, publishes or throws away; what the form made up is a 400 or a 404. */
export async function actOnNews(form: FormData, operator: Operator): Promise<NewsAct> {
  const [act, id] = [form.get("act"), form.get("id") || null]
  if (id !== null && !isId(id)) throw data(null, { status: 404 })
  if (act === "write") return write(form, id, operator)
  if (act !== "publish" && act !== "drop") throw data(null, { status: 400 })
  if (id === null) throw data(null, { status: 404 })
  const work = act === "publish" ? publishNews(db, id, operator.by, operator.now) : dropNews(db, id, operator.by)
  const done = await unlessTooLate(work.then(() => DONE[act]))
  return done === null ? { state: "late" } : { state: done, id }
}

async function write(form: FormData, id: string | null, { by, now, locale }: Operator): Promise<NewsAct> {
  const values = Object.fromEntries(
    NEWS_LANGUAGES.flatMap((language) => [`${language}-title`, `${language}-body`]).map((name) => [
      name,
      String(form.get(name) ?? "")
        .replaceAll("\r\n", "\n")
        .replaceAll("\0", "")
        .slice(0, 20_000),
    ]),
  )
  const words = { fr: wordsOf(values, "fr"), en: wordsOf(values, "en") }
  const read = NewsWords.safeParse(words)
  if (!read.success) return { state: "faulty", values, faults: faultsOf(read.error.issues, locale) }
  const kept = await unlessTooLate(writeNews(db, { id, words: read.data, by, now }))
  return kept === null ? { state: "late" } : { state: "written", id: kept }
}

function wordsOf(values: NewsValues, language: "fr" | "en") {
  return { title: values[`${language}-title`] ?? "", body: values[`${language}-body`] ?? "" }
}

interface Issue {
  readonly code?: string | undefined
  readonly path: readonly PropertyKey[]
  readonly maximum?: number | bigint
}

function faultsOf(issues: readonly Issue[], locale: Operator["locale"]): Readonly<Record<string, string>> {
  const { missing, long } = PHRASES[locale].news.faults
  return Object.fromEntries(
    issues.map(({ code, path, maximum }) => [
      path.join("-"),
      code === "too_big" && maximum !== undefined ? long(Number(maximum)) : missing,
    ]),
  )
}
