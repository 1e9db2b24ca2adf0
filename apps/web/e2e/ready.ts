import { test } from "@playwright/test"

/** Installations are opened one after the other while the first tests run: the last may take some minutes. */
const LONGEST_MS = 300_000

/** For the top of a file: its tests begin once the installation at this port answers. */
export function whenReady(port: string | undefined): void {
  test.beforeAll(async () => {
    test.setTimeout(LONGEST_MS)
    while (!(await isWell(`http://127.0.0.1:${port}/healthz`))) await new Promise((resolve) => setTimeout(resolve, 250))
  })
}

async function isWell(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}
