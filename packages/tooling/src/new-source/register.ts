import { variableOf } from "./files.ts"

/**
 * The registry's text with one more source: its import and its line, each in its place by the alphabet. Throws where the
 * text is not as expected; the id is not yet in it.
 */
export function registered(registry: string, id: string): string {
  const name = variableOf(id)
  const imports = insertLine(registry, IMPORT, `import { ${name} } from "./${id}/index.ts"`, `${id}/index.ts`)
  const list = LIST.exec(imports)
  if (!list) throw new Error("registry.ts: no list `export const sources: readonly Source[] = [ … ]`")
  const [whole, head = "", lines = "", tail = ""] = list
  const longer = insertLine(lines, ENTRY, `  ${name},`, name)
  return imports.replace(whole, () => `${head}${longer}${tail}`)
}

const IMPORT = /^import (?:type )?\{[^}]*\} from "\.\/([^"]+)"$/u
const LIST = /(export const sources: readonly Source\[\] = \[\n)([^\]]*)(\])/u
const ENTRY = /^ {2}(\w+),$/u

/** Before the first line of its kind whose key comes after its own, else after the last. */
function insertLine(text: string, kind: RegExp, line: string, key: string): string {
  const lines = text.split("\n")
  const known = lines.flatMap((each, index) => {
    const [, other] = kind.exec(each) ?? []
    return other === undefined ? [] : [{ index, other }]
  })
  const last = known.at(-1)
  if (!last) throw new Error(`registry.ts: no line like ${JSON.stringify(line)} to stand beside`)
  const next = known.find(({ other }) => orderOf(other) > orderOf(key))
  return lines.toSpliced(next?.index ?? last.index + 1, 0, line).join("\n")
}

/** The linter's order of paths: part by part, figures by their value. */
function orderOf(key: string): string {
  return key.replaceAll("/", "\u0001").replace(/\d+/gu, (figures) => figures.padStart(9, "0"))
}
