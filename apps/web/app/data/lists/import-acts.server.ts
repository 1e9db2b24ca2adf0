import type { LineChoice } from "@vigie/db"

/** What a form says of the lines of an import. */
export interface ImportActs {
  /** The first suggestion of every line that has one. */
  readonly firsts: boolean
  readonly choices: readonly LineChoice[]
  readonly dismissed: readonly string[]
  readonly recalled: readonly string[]
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * `choice-<line>` is the place of a candidate, or `none`; `dismiss` and `recall` hold ticked lines. What is neither, or names no
 * line, is left out: whose lines they are is decided where they are stored.
 */
export function readActs(form: FormData): ImportActs {
  if (form.get("act") === "firsts") return { firsts: true, choices: [], dismissed: [], recalled: [] }
  const choices: LineChoice[] = []
  const none: string[] = []
  for (const [name, value] of form) {
    const lineId = name.startsWith("choice-") ? name.slice("choice-".length) : ""
    if (!UUID.test(lineId) || typeof value !== "string") continue
    if (value === "none") none.push(lineId)
    else if (/^\d{1,2}$/.test(value)) choices.push({ lineId, index: Number(value) })
  }
  const ticked = (name: string) => form.getAll(name).flatMap((one) => (UUID.test(String(one)) ? [String(one)] : []))
  return { firsts: false, choices, dismissed: [...none, ...ticked("dismiss")], recalled: ticked("recall") }
}
