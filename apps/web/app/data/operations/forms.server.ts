const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** Rows that one form may act on. */
const MOST = 200

export function isId(text: unknown): text is string {
  return typeof text === "string" && UUID.test(text)
}

/** The ids that a form or an address ticks, each once. */
export function idsIn(from: FormData | URLSearchParams, name: string): readonly string[] {
  return [...new Set(from.getAll(name).filter(isId))].slice(0, MOST)
}

/** A field as it was typed, cut to what any of them may hold. */
export function textIn(from: FormData | URLSearchParams, name: string): string {
  const text = from.get(name)
  return typeof text === "string" ? text.trim().slice(0, 2000) : ""
}

/** The slug in what somebody pasted: a page's whole address, or the end of it. */
export function slugIn(text: string): string {
  const path = text
    .trim()
    .replace(/[?#].*$/, "")
    .replace(/\/+$/, "")
  return decodeURIComponentOr(path.split("/").at(-1) ?? "").toLowerCase()
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
