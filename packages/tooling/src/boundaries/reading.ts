import { extname } from "node:path"
import { parseAst } from "vitest/node"

/** What one file refers to. `environment` and `clock`: it reads `process.env`; it asks for the time or for chance. */
export interface Reading {
  readonly imports: readonly string[]
  /** Workspaces named as a value: an import by another road, `const name = "@vigie/db"; await import(name)`. */
  readonly named: readonly string[]
  readonly environment: boolean
  readonly clock: boolean
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Reads every import of a source text: static, dynamic, of types, re-exports, require, resolve and mocks. */
export function readFile(path: string, text: string): Reading {
  const lang = [".tsx", ".jsx"].includes(extname(path)) ? "tsx" : "ts"
  const imports = new Set<string>()
  const named = new Set<string>()
  let environment = false
  let clock = false
  visit(parseAst(text, { lang }, path) as unknown as Node, (node) => {
    for (const name of importsOf(node)) imports.add(name)
    const text = textOf(node)
    if (text !== null && /^@vigie\//.test(text)) named.add(text)
    environment ||= readsEnvironment(node)
    clock ||= asksClock(node)
  })
  return { imports: [...imports], named: [...named], environment, clock }
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, see)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"
}

const LOADERS = ["require", "require.resolve", "import.meta.resolve", "vi.mock", "vi.doMock", "vi.importActual"]

function importsOf(node: Node): string[] {
  if (node.type === "TSExternalModuleReference") return list(textOf(node.expression))
  if (node.type === "CallExpression" && LOADERS.includes(nameOf(node.callee))) {
    return list(textOf((node.arguments as unknown[])[0]))
  }
  return "source" in node ? list(textOf(node.source)) : []
}

function list(text: string | null): string[] {
  return text === null ? [] : [text]
}

/** The text of a string, or of a template as far as it is fixed. */
function textOf(value: unknown): string | null {
  if (!isNode(value)) return null
  if (value.type === "Literal") return typeof value.value === "string" ? value.value : null
  if (value.type !== "TemplateLiteral") return null
  const [first] = value.quasis as { value: { cooked: string | null } }[]
  return first?.value.cooked || null
}

/** `a.b.c` of a member expression; "" for anything else. */
function nameOf(value: unknown): string {
  if (!isNode(value)) return ""
  if (value.type === "Identifier") return String(value.name)
  if (value.type === "MetaProperty") return "import.meta"
  if (value.type !== "MemberExpression") return ""
  const property = value.computed ? textOf(value.property) : nameOf(value.property)
  return `${nameOf(value.object)}.${property ?? ""}`
}

function readsEnvironment(node: Node): boolean {
  if (/^(globalThis\.)?process\.env$/.test(nameOf(node))) return true
  if (node.type === "ImportDeclaration" && /^(node:)?process$/.test(textOf(node.source) ?? "")) {
    const names = node.specifiers as { imported?: unknown }[]
    return names.some(({ imported }) => nameOf(imported) === "env")
  }
  if (node.type !== "VariableDeclarator" || nameOf(node.init) !== "process" || !isNode(node.id)) return false
  const properties = (node.id.properties ?? []) as { key?: unknown }[]
  return properties.some(({ key }) => nameOf(key) === "env")
}

function asksClock(node: Node): boolean {
  if (node.type === "NewExpression") return nameOf(node.callee) === "Date" && (node.arguments as unknown[]).length === 0
  return /^(Date\.now|performance\.now|Math\.random|Temporal\.Now)$/.test(nameOf(node))
}
