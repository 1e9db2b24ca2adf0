import { defineConfig } from "@playwright/test"

const executablePath = process.env.CHROMIUM_PATH

// One browser, one test at a time: two cores, and the tests share one server. Chromium's own sandbox needs user
// namespaces, which root and many containers do not have.
export default defineConfig({
  testDir: "../../apps/web/e2e",
  workers: 1,
  forbidOnly: true,
  timeout: 30_000,
  use: {
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: ["--no-sandbox", "--disable-dev-shm-usage"] },
    trace: "retain-on-failure",
  },
})
