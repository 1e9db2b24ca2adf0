import { openCluster } from "../cluster.ts"

// A process that uses the cluster of the directory it is given, says so on its output, and leaves on SIGTERM.
const cluster = await openCluster({ dataDir: process.argv[2] ?? "", durability: "none" })
const idle = setInterval(() => undefined, 1000)
process.once("SIGTERM", async () => {
  await cluster.stop()
  clearInterval(idle)
})
process.stdout.write(
  `${JSON.stringify({ url: cluster.url, port: cluster.port, pid: cluster.pid, joined: cluster.joined })}\n`,
)
