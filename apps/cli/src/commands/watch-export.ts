import { LIST_FORMS, type ListForm, quote, writeList } from "@vigie/core"
import { exportList } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { BadInput } from "../errors.ts"

/** Somebody's list on stdout, in the form another service imports. */
export async function watchExport(
  context: Context,
  { email, format }: { readonly email: string; readonly format: string },
): Promise<void> {
  if (!isForm(format)) throw new BadInput(`--format ${quote(format)}: expected ${LIST_FORMS.join(", ")}`)
  const films = await withDb(context, (db) => exportList(db, email))
  if (films === null) throw new BadInput(`--email ${quote(email)}: no such user`)
  const text = writeList(format, films).replace(/\n$/, "")
  if (text !== "") context.out.line(text)
}

function isForm(format: string): format is ListForm {
  return LIST_FORMS.some((form) => form === format)
}
