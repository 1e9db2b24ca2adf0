import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { defineConfig } from "@playwright/test"

const executablePath = process.env.CHROMIUM_PATH

// Every process of a run reads this file; the ports are drawn by the first.
process.env.E2E_PORT ??= String(await freePort())
process.env.E2E_SILENT_PORT ??= String(await freePort())
process.env.E2E_ASKING_PORT ??= String(await freePort())
process.env.E2E_FRESH_PORT ??= String(await freePort())
process.env.E2E_FRONT_PORT ??= String(await freePort())
process.env.E2E_HOUSE_PORT ??= String(await freePort())
process.env.E2E_INVITE_PORT ??= String(await freePort())
process.env.E2E_LISTS_PORT ??= String(await freePort())
process.env.E2E_LISTS_OPEN_PORT ??= String(await freePort())
process.env.E2E_DIR ??= join(tmpdir(), `vigie-e2e-${process.env.E2E_PORT}`)
process.env.E2E_LISTS_DIR ??= join(tmpdir(), `vigie-lists-${process.env.E2E_LISTS_PORT}`)
process.env.E2E_HOUSE_DIR ??= join(tmpdir(), `vigie-house-${process.env.E2E_HOUSE_PORT}`)
process.env.E2E_RECEIVER_PORT ??= String(await freePort())
process.env.E2E_TOWN_PORT ??= String(await freePort())
process.env.E2E_TOWN_DIR ??= join(tmpdir(), `vigie-town-${process.env.E2E_TOWN_PORT}`)
process.env.E2E_SHORE_PORT ??= String(await freePort())
process.env.E2E_SHORE_DIR ??= join(tmpdir(), `vigie-shore-${process.env.E2E_SHORE_PORT}`)
const baseURL = `http://127.0.0.1:${process.env.E2E_PORT}`

// One browser, one test at a time: the tests share one server and one list. Chromium's own sandbox needs user namespaces,
// which root and many containers do not have; what it would fetch for itself is of no use here.
export default defineConfig({
  testDir: "e2e",
  workers: 1,
  forbidOnly: true,
  timeout: 30_000,
  use: {
    baseURL,
    locale: "fr-FR",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "node e2e/serve.ts",
    url: `${baseURL}/healthz`,
    timeout: 60_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
  },
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === "object" && address !== null ? address.port : 0
}
