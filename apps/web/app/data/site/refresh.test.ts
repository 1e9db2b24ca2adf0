import { expect, test } from "vitest"
import { refreshHeaders, refreshOf } from "./refresh.server.ts"

const NOW = 1_750_000_000_400
const PAGE = "http://127.0.0.1:3000/films/playtime"

test("a page with nothing to wait for does not refresh", () => {
  expect(refreshOf(PAGE, false, NOW)).toBeNull()
  expect(refreshHeaders(null)).toEqual({})
})

test("a page that waits looks again every three seconds at one address, its other parameters kept", () => {
  const first = refreshOf(`${PAGE}?from=list`, true, NOW)
  const second = refreshOf(`${PAGE}?from=list&since=1750000000`, true, NOW + 3000)

  expect(first?.start).toBe("/films/playtime?from=list&since=1750000000")
  expect(refreshHeaders(second)).toEqual({ refresh: `3; url=${first?.start}` })
})

test("a reader is sent to that address first, so that no refresh changes it", () => {
  const sent = (): unknown => {
    try {
      return refreshHeaders(refreshOf(PAGE, true, NOW))
    } catch (thrown) {
      return thrown
    }
  }

  expect(sent()).toMatchObject({ status: 302 })
})

test("it stops after two minutes, and a reader may look again or stop it before", () => {
  const at = (since: string, later: number) => refreshOf(`${PAGE}?since=${since}`, true, NOW + later)

  expect(at("1750000000", 119_000)?.header).not.toBeNull()
  expect(at("1750000000", 120_000)?.header).toBeNull()
  expect(at("0", 0)?.header).toBeNull()
  expect(at("1750000000", 0)).toMatchObject({ again: "/films/playtime", stop: "/films/playtime?since=0" })
})

test("a time that was made up does not keep a page going", () => {
  for (const since of ["9999999999", "-5", "soon", ""])
    expect(refreshOf(`${PAGE}?since=${since}`, true, NOW)?.header, since).toBeNull()
})
