import type { TestProject } from "vitest/node"
import { openTemporaryCluster } from "./packages/embedded/src/index.ts"
import { serveDatabases } from "./packages/tooling/src/database-server.ts"

/** One PostgreSQL for a whole run, started when a test first asks for a database, gone with the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const migrate = async (url: string) => (await import("./packages/db/src/index.ts")).migrate(url)
  const databases = await serveDatabases({ open: openTemporaryCluster, migrate })
  project.provide("testDatabases", databases.origin)
  return databases.stop
}
