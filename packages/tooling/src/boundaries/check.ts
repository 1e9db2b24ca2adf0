import { readFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import { dirname, join, relative, sep } from "node:path"
import { type Reading, readFile } from "./reading.ts"
import { ARROWS, isTest, mayReadEnvironment, ONLY, ownersOf, TIMELESS } from "./rules.ts"
import { findWorkspaces, type Manifest, type Workspace } from "./workspaces.ts"

/** Everything in the tree at `root` that points where it must not, one sentence each, beginning with the file. */
export function findProblems(root: string): string[] {
  const workspaces = findWorkspaces(root)
  return workspaces.flatMap((workspace) => {
    const place = (file: string) => relative(root, join(workspace.folder, file)).split(sep).join("/")
    if (ARROWS[workspace.name] === undefined) return [`${place("")}: no rule says what this workspace may import`]
    const inFiles = workspace.files.flatMap((file) => {
      const reading = readFile(file, readFileSync(join(workspace.folder, file), "utf8"))
      return problemsOf(workspace, file, reading, root).map((problem) => `${place(file)}: ${problem}`)
    })
    const inManifest = manifestProblems(workspace).map((problem) => `${place("package.json")}: ${problem}`)
    return [...inManifest, ...inFiles]
  })
}

function problemsOf(workspace: Workspace, file: string, reading: Reading, root: string): string[] {
  const test = isTest(file) || /\.config\.[mc]?[jt]s$/.test(file)
  // The rules themselves are written with names.
  const named = workspace.name === "tooling" ? [] : reading.named
  const problems = [...new Set([...reading.imports, ...named])].flatMap((specifier) => {
    if (specifier.startsWith(".")) return relativeProblem(workspace, file, specifier, root)
    if (specifier.startsWith("/") || specifier.startsWith("file:"))
      return [`imports ${specifier} by its place on a disk`]
    if (isBuiltin(specifier)) return outsideProblem(workspace, specifier, test)
    const name = packageOf(specifier)
    if (name.startsWith("@vigie/")) return arrowProblem(workspace, name.slice(7), test, isDeclared(workspace, name))
    return [...ownerProblem(workspace, name), ...outsideProblem(workspace, name, test)]
  })
  if (reading.environment && !mayReadEnvironment(workspace.name, file))
    problems.push("reads process.env outside env.ts")
  if (reading.clock && !test && TIMELESS.includes(workspace.name)) problems.push("asks for the time or for chance")
  return problems
}

function arrowProblem(workspace: Workspace, target: string, test: boolean, declared: boolean): string[] {
  if (target === workspace.name || (target === "tooling" && test)) return []
  if (!ARROWS[workspace.name]?.includes(target)) return [`${workspace.name} may not import ${target}`]
  return declared ? [] : [`imports ${target}, which its package.json does not name`]
}

function relativeProblem(workspace: Workspace, file: string, specifier: string, root: string): string[] {
  const target = join(workspace.folder, dirname(file), specifier)
  if (!relative(workspace.folder, target).startsWith("..")) return []
  return [`imports ${relative(root, target).split(sep).join("/")}, outside its own folder`]
}

function ownerProblem(workspace: Workspace, name: string): string[] {
  const owners = ownersOf(name)
  return owners === undefined || owners.includes(workspace.name) ? [] : [`only ${owners.join(", ")} may know ${name}`]
}

function outsideProblem(workspace: Workspace, name: string, test: boolean): string[] {
  const allowed = ONLY[workspace.name]
  return test || allowed === undefined || allowed.includes(name) ? [] : [`${workspace.name} may not import ${name}`]
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/")
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/")
}

function isDeclared({ manifest }: Workspace, name: string): boolean {
  return name in { ...manifest.dependencies, ...manifest.devDependencies }
}

function manifestProblems(workspace: Workspace): string[] {
  const { manifest } = workspace
  const shipped = names(manifest, ["dependencies", "peerDependencies", "optionalDependencies"])
  const all = [...shipped, ...names(manifest, ["devDependencies"])]
  return all.flatMap((name) => {
    if (!name.startsWith("@vigie/")) {
      const outside = shipped.includes(name) ? outsideProblem(workspace, name, false) : []
      return [...ownerProblem(workspace, name.replace(/^@types\//, "")), ...outside]
    }
    return arrowProblem(workspace, name.slice(7), !shipped.includes(name), true)
  })
}

function names(manifest: Manifest, groups: readonly Exclude<keyof Manifest, "name">[]): string[] {
  return groups.flatMap((group) => Object.keys(manifest[group] ?? {}))
}
