import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Cluster, openCluster } from "./cluster.ts"

/** A cluster for one run of tests: fast, not durable, and gone with its directory when stopped, even after a kill -9. */
export async function openTemporaryCluster(): Promise<Cluster> {
  const dataDir = mkdtempSync(join(tmpdir(), "vigie-test-"))
  const cluster = await openCluster({ dataDir, durability: "none", removeAfterwards: dataDir })
  const stop = async () => {
    await cluster.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { ...cluster, stop }
}
