/** What each workspace may import of the others. Whatever is not here is refused; tests may also import tooling. */
const SIBLINGS = ["core", "net", "db", "sources", "queues", "emails", "channels"]
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  net: [],
  embedded: [],
  tooling: [],
  db: ["core"],
  queues: ["core"],
  emails: ["core"],
  sources: ["core", "net"],
  channels: ["core", "net"],
  stages: SIBLINGS,
  seeds: ["core", "db"],
  worker: [...SIBLINGS, "stages", "embedded", "seeds"],
  cli: [...SIBLINGS, "stages", "embedded", "seeds"],
  web: ["core", "db", "sources", "emails", "channels", "stages", "embedded", "seeds"],
}

/** Outside packages that one workspace alone knows; a pattern ending in `*` stands for all that begin so. */
export const OWNED: Readonly<Record<string, readonly string[]>> = {
  prisma: ["db"],
  "@prisma/*": ["db"],
  bullmq: ["queues"],
  ioredis: ["queues"],
  "react-email": ["emails"],
  "@react-email/*": ["emails"],
  resend: ["channels"],
  nodemailer: ["channels"],
  undici: ["net"],
}

/** All that a workspace may import from outside, where that is limited. Its tests may import more. */
export const ONLY: Readonly<Record<string, readonly string[]>> = { core: ["zod"] }

/** Workspaces in which the present is an argument: nothing there asks the clock or chance. */
export const TIMELESS: readonly string[] = ["core"]

/** Files that may read `process.env`: the one place of a workspace, settings of tools, and what only tests run. */
export function mayReadEnvironment(workspace: string, path: string): boolean {
  return workspace === "tooling" || /(^|\/)env\.ts$|(^|\/)[\w.-]+\.config\.[mc]?[jt]s$/.test(path) || isTest(path)
}

/** A test, or something only tests and the long programmes (faults, bench) import. */
export function isTest(path: string): boolean {
  return /\.test(ing)?\.tsx?$|(^|\/)(test|testing|faults|bench|e2e|__fixtures__)\//.test(path)
}

export function ownersOf(name: string): readonly string[] | undefined {
  const pattern = Object.keys(OWNED).find((key) =>
    key.endsWith("*") ? name.startsWith(key.slice(0, -1)) : key === name || key === `@types/${name}`,
  )
  return pattern === undefined ? undefined : OWNED[pattern]
}
