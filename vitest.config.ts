import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

// Far from UTC and a day ahead of it: a local date anywhere in the code shows.
const TZ = "Pacific/Kiritimati"
process.env.TZ = TZ

export default defineConfig({
  resolve: {
    alias: [
      {
        find: /^@vigie\/emails$/,
        replacement: fileURLToPath(new URL("packages/emails/src/index.ts", import.meta.url)),
      },
    ],
  },
  test: {
    include: ["packages/*/src/**/*.test.{ts,tsx}", "apps/*/{src,app,test}/**/*.test.{ts,tsx}", "seeds/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/build/**", "**/dist/**", "**/e2e/**"],
    globalSetup: "./vitest.global-setup.ts",
    setupFiles: "./packages/tooling/src/setup-tests.ts",
    env: { TZ },
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 15_000,
  },
})
