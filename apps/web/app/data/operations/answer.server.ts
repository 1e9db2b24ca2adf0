import { agoInWords, numberInWords } from "@vigie/core"
import { type AnswerLine, readAnswer, type TargetSheet } from "@vigie/db"
import { openDocument, unpackAnswer, withoutSecrets } from "@vigie/sources"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { knownSource } from "./target.server.ts"

/** Characters of an answer that its page shows. */
const SHOWN = 6_000
/** The most that is unpacked, bytes: what is kept is small, what it was made of need not be. */
const MOST = 32 * 1024 * 1024

/** The last answer of one kind, as text. */
export interface AnswerText {
  readonly kind: AnswerLine["kind"]
  readonly name: string
  /** "il y a 2 h · 200 · 12 Ko". */
  readonly about: string
  /** Null: it is not text. */
  readonly text: string | null
  /** That there is more than is shown; null: that is all. */
  readonly cut: string | null
  readonly download: string
}

export async function readAnswerText(
  sheet: Pick<TargetSheet, "id">,
  { kind, at, status, bytes }: AnswerLine,
  { locale, now }: Reading,
): Promise<AnswerText | null> {
  const words = PHRASES[locale].operations.target
  const document = await openAnswer(sheet.id, kind)
  if (document === null) return null
  const size = new Intl.NumberFormat(locale, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 })
  const { text } = document
  return {
    kind,
    name: words.kinds[kind],
    about: [
      agoInWords(at, locale, now),
      ...(status === null ? [] : [status]),
      size.format(Math.ceil(bytes / 1000)),
    ].join(" · "),
    text: text?.slice(0, SHOWN) ?? null,
    cut: text !== null && text.length > SHOWN ? words.cutAt(numberInWords(SHOWN, locale)) : null,
    download: `/operations/targets/${sheet.id}/answers/${kind}`,
  }
}

/** The whole answer as text, each document under its address, without what secret settings hold; null: none is kept. */
export async function openAnswer(
  id: string,
  kind: AnswerLine["kind"],
): Promise<{ readonly text: string | null } | null> {
  const stored = await ask((db) => readAnswer(db, id, kind))
  if (stored === null) return null
  const documents = await unpackAnswer(stored.body, MOST).catch(() => [])
  const parts = documents.flatMap((raw) => textOf({ ...raw, readAt: stored.at }) ?? [])
  if (parts.length === 0 || parts.length < documents.length) return { text: null }
  const source = knownSource(stored.source)
  const text = parts.join("\n\n")
  return { text: source === null ? text : withoutSecrets(source, config.settings, text) }
}

function textOf(raw: Parameters<typeof openDocument>[0]): string | null {
  try {
    const { text, bytes } = openDocument(raw, MOST)
    if (text === "" && bytes.byteLength > 0) return null
    return raw.url === null ? text : `${raw.url}\n\n${text}`
  } catch {
    return null
  }
}
