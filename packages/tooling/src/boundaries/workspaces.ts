import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join, relative, sep } from "node:path"

export interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** A workspace: its short name (its folder's), where it lies, and its source files relative to it, `/`-separated. */
export interface Workspace {
  readonly name: string
  readonly folder: string
  readonly manifest: Manifest
  readonly files: readonly string[]
}

const SKIPPED = new Set(["node_modules", "generated", "build", "dist", "__fixtures__"])

export function findWorkspaces(root: string): Workspace[] {
  const folders = ["apps", "packages"].flatMap((group) => {
    const path = join(root, group)
    return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : []
  })
  return [...folders, join(root, "seeds")].flatMap((folder) => {
    const path = join(folder, "package.json")
    if (!existsSync(path)) return []
    const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest
    return [{ name: folder.split(sep).at(-1) ?? "", folder, manifest, files: [...sourceFiles(folder, folder)] }]
  })
}

function* sourceFiles(folder: string, from: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && !entry.name.startsWith(".") && !SKIPPED.has(entry.name)) yield* sourceFiles(path, from)
    else if (entry.isFile() && /\.[mc]?[jt]sx?$/.test(entry.name)) yield relative(from, path).split(sep).join("/")
  }
}
