import { type ListForm, writeList } from "@vigie/core"
import { exportList } from "@vigie/db"
import type { SignedIn } from "../account/access.server.ts"
import { ask } from "../site/db.server.ts"

/** By the address's ending: what the file holds, and what it is. */
const FILES = {
  csv: { forms: ["letterboxd", "imdb"], type: "text/csv; charset=utf-8" },
  json: { forms: ["trakt"], type: "application/json; charset=utf-8" },
  txt: { forms: ["text"], type: "text/plain; charset=utf-8" },
} as const satisfies Record<string, { readonly forms: readonly ListForm[]; readonly type: string }>

export type Ending = keyof typeof FILES

/** The reader's list as a file; `form` is one of its ending's, the first unless stated. Null for a form it has not. */
export async function exportFile({ user }: SignedIn, ending: Ending, form: string | null): Promise<Response | null> {
  const { forms, type } = FILES[ending]
  const chosen = form === null ? forms[0] : forms.find((each) => each === form)
  if (chosen === undefined) return null
  const films = (await ask((db) => exportList(db, user.email))) ?? []
  const name = `vigie-${chosen === "text" ? "titles" : chosen}.${ending}`
  return new Response(writeList(chosen, films), {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
    },
  })
}
