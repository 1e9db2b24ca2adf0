import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { filesOf, variableOf } from "./files.ts"
import { registered } from "./register.ts"
import { BadInput, type Wanted } from "./request.ts"

/**
 * Writes the source into the checkout at `root`; returns the paths written or changed, relative to it. Throws BadInput
 * for an id that is taken, before anything is written.
 */
export function writeSource(root: string, { id, scope }: Wanted): readonly string[] {
  const folder = "packages/sources/src"
  const taken = readdirSync(join(root, folder)).find((name) => name.split(".")[0] === id)
  if (taken !== undefined) throw new BadInput(`id "${id}": taken by ${folder}/${taken}`)
  const registry = readFileSync(join(root, folder, "registry.ts"), "utf8")
  const longer = registered(registry, id)
  const files = filesOf(id, scope).map(({ path, text }) => ({ path: `${folder}/${id}/${path}`, text }))
  if (declares(`${registry}${files[0]?.text.replace(`export const ${variableOf(id)}:`, "")}`, variableOf(id)))
    throw new BadInput(`id "${id}": the word is in use`)
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text, { flag: "wx" })
  }
  writeFileSync(join(root, folder, "registry.ts"), longer)
  return [...files.map(({ path }) => path), `${folder}/registry.ts`]
}

/** Whether the code has this word for anything, members of objects and what stands in quotes aside. */
function declares(text: string, name: string): boolean {
  return new RegExp(`(?<![."'/-])\\b${name}\\b(?!["'/-])`, "u").test(text)
}
