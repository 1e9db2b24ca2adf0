import { DomainError, type Ms } from "@vigie/core"
import { z } from "zod"
import type { Db, Tx } from "../client.ts"
import { writeAudit } from "../operations/audit.ts"
import { type IssueAsked, type IssueSection, MOST_LINES, type NewsPiece } from "./issue.ts"

/** A title, and paragraphs of plain text between blank lines. */
const Piece = z.object({ title: z.string().trim().min(1).max(120), body: z.string().trim().min(1).max(5_000) })
/** In both languages: who reads the site in one is told in it. */
export const NewsWords = z.object({ fr: Piece, en: Piece })
export type NewsWords = z.infer<typeof NewsWords>

export interface NewsRow {
  readonly id: string
  readonly words: NewsWords
  readonly createdAt: Ms
  /** Null: a draft. */
  readonly publishedAt: Ms | null
}

const COLUMNS = `id, words, created_at as "createdAt", published_at as "publishedAt"`

/** The latest, drafts first. */
export function listNews(db: Tx, limit: number): Promise<readonly NewsRow[]> {
  return db.sql<NewsRow & Record<string, unknown>>(
    `select ${COLUMNS} from news order by published_at is null desc, published_at desc, created_at desc, id limit $1`,
    [limit],
  )
}

/** Null when there is none of this id. */
export async function findNews(db: Tx, id: string): Promise<NewsRow | null> {
  const rows = await db.sql<NewsRow & Record<string, unknown>>(`select ${COLUMNS} from news where id = $1`, [id])
  return rows[0] ?? null
}

/** Writes a draft anew, or over an earlier one. Throws DomainError("conflict") for one that is published. Returns its id. */
export async function writeNews(
  db: Db,
  {
    id,
    words,
    by,
    now,
  }: { readonly id: string | null; readonly words: NewsWords; readonly by: string; readonly now: Ms },
): Promise<string> {
  return db.begin(async (tx) => {
    const rows = await tx.sql<{ id: string }>(
      id === null
        ? "insert into news (words, created_by, created_at) values ($1, $2, $3) returning id"
        : "update news set words = $1, created_by = $2 where id = $4 and published_at is null and $3::timestamptz is not null returning id",
      [JSON.stringify(words), by, new Date(now), ...(id === null ? [] : [id])],
    )
    const kept = rows[0]
    if (!kept) throw new DomainError("conflict", `news ${id}: no draft`)
    await writeAudit(tx, [{ by, act: "news write", subject: kept.id }])
    return kept.id
  })
}

/** Publishes a draft: from now on it is told, once, to those who ask for news. Throws DomainError("conflict") for no draft. */
export async function publishNews(db: Db, id: string, by: string, now: Ms): Promise<void> {
  await db.begin(async (tx) => {
    const rows = await tx.sql("update news set published_at = $2 where id = $1 and published_at is null returning id", [
      id,
      new Date(now),
    ])
    if (rows.length === 0) throw new DomainError("conflict", `news ${id}: no draft`)
    await writeAudit(tx, [{ by, act: "news publish", subject: id }])
  })
}

/** Throws away a draft. Throws DomainError("conflict") for what is none: what was told stays told. */
export async function dropNews(db: Db, id: string, by: string): Promise<void> {
  await db.begin(async (tx) => {
    const rows = await tx.sql("delete from news where id = $1 and published_at is null returning id", [id])
    if (rows.length === 0) throw new DomainError("conflict", `news ${id}: no draft`)
    await writeAudit(tx, [{ by, act: "news drop", subject: id }])
  })
}

/** What was published in the period, oldest first. */
export async function newsSince(db: Tx, { from, to, locale }: IssueAsked): Promise<readonly IssueSection[]> {
  const rows = await db.sql<{ words: NewsWords; at: Ms }>(
    "select words, published_at as at from news where published_at >= $1 and published_at < $2 order by published_at, id limit $3",
    [new Date(from), new Date(to), MOST_LINES],
  )
  if (rows.length === 0) return []
  return [{ name: "news", pieces: rows.map(({ words, at }) => pieceOf(words, locale, at)), more: 0 }]
}

export function pieceOf(words: NewsWords, locale: "fr" | "en", at: Ms): NewsPiece {
  const { title, body } = words[locale]
  return {
    title,
    paragraphs: body
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.trim())
      .filter(Boolean),
    at,
  }
}
