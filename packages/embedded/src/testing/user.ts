import { openCluster } from "../cluster.ts"
import { openTemporaryCluster } from "../temporary.ts"

// A process that uses the cluster of the directory it is given, or a temporary one, says so on its output, and leaves on
// SIGTERM.
const dataDir = process.argv[2]
const cluster = dataDir ? await openCluster({ dataDir, durability: "none" }) : await openTemporaryCluster()
const idle = setInterval(() => undefined, 1000)
process.once("SIGTERM", async () => {
  await cluster.stop()
  clearInterval(idle)
})
process.stdout.write(
  `${JSON.stringify({ url: cluster.url, port: cluster.port, pid: cluster.pid, joined: cluster.joined })}\n`,
)
