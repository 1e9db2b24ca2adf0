import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { Found } from "./found.ts"

/** A file or folder of the documents that lie beside a checkout, which a plain clone does not have; `path` relative. */
export function findShared(path: string): Found<string> {
  const file = fileURLToPath(new URL(`../../../../shared/${path}`, import.meta.url))
  return existsSync(file) ? { value: file } : { missing: `../shared/${path}` }
}
