import { data } from "react-router"

/**
 * What a form holds. A body that is none is a 400; a NUL, which nobody types and no text of ours may hold, is read as what
 * stands for an unreadable character, so that whatever a form holds can be looked for and given back.
 */
export async function formOf(request: Request): Promise<FormData> {
  const form = await request.formData().catch(() => null)
  if (form === null) throw data(null, { status: 400 })
  const entries = [...form]
  if (!entries.some(([name, value]) => hasNul(name) || hasNul(value))) return form
  const readable = new FormData()
  for (const [name, value] of entries)
    readable.append(readText(name), typeof value === "string" ? readText(value) : value)
  return readable
}

const hasNul = (value: string | File): boolean => typeof value === "string" && value.includes("\0")
const readText = (text: string): string => text.replaceAll("\0", "\uFFFD")
