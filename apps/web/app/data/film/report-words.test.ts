import type { ReportedTarget, ReportView } from "@vigie/db"
import { expect, test } from "vitest"
import { FR, HOUR, NOW } from "./film-testing.ts"
import { readProgress } from "./report-words.server.ts"

const MINUTE = 60_000

const target = (given: Partial<ReportedTarget> = {}): ReportedTarget => ({
  id: "t",
  source: "unifrance",
  state: "active",
  lastCheckAt: NOW,
  lastReason: null,
  lastOutcome: "unchanged",
  dueAt: NOW + 30 * MINUTE,
  failing: false,
  checked: true,
  shows: "there",
  ...given,
})
const report = (targets: readonly ReportedTarget[], given: Partial<ReportView> = {}): ReportView => ({
  id: "r",
  filmId: "f",
  windowId: "w",
  says: "not_there",
  provider: "Orange",
  at: NOW - MINUTE,
  status: "open",
  targets,
  ...given,
})
const lines = (targets: readonly ReportedTarget[], given: Partial<ReportView> = {}) =>
  readProgress(report(targets, given), FR).lines.map((line) => line.replaceAll("\u00a0", " "))

test("each source says what became of it", () => {
  const since = { lastCheckAt: NOW - 2 * HOUR, checked: false }

  expect(lines([target()])).toEqual(["Unifrance, vérifié à l'instant : toujours là."])
  expect(lines([target({ shows: "absent" })])).toEqual([
    "Unifrance, vérifié à l'instant : plus là. À confirmer par une seconde lecture, dans 30 min.",
  ])
  expect(lines([target({ shows: "gone" })])).toEqual(["Unifrance, vérifié à l'instant : il n'y est pas."])
  expect(lines([target({ shows: null })])[0]).toMatch(/^Unifrance : relu à l'instant\./)
  expect(lines([target(since)])).toEqual(["Unifrance : vérification demandée, à son tour de lecture…"])
  expect(lines([target({ ...since, state: "paused" })])).toEqual(["Unifrance : lecture en pause."])
  expect(lines([])).toEqual(["Aucune source ne peut être relue pour cela. Le signalement est gardé."])
})

test("I2 a reading that failed proves nothing, and one that fails is not hurried", () => {
  const [missed] = lines([target({ lastOutcome: "failed", lastReason: "timeout: https://x: nothing", failing: true })])
  const [later] = lines([target({ failing: true, checked: false, dueAt: NOW + HOUR })])

  expect(missed).toBe(
    "Unifrance : lecture manquée à l'instant (le site n'a pas répondu à temps). Elle ne prouve rien ; la page reste comme elle était.",
  )
  expect(later).toBe("Unifrance : ses dernières lectures ont échoué ; la prochaine dans 1 h, pas avant.")
})

test("it is waited for until every source was read, and for ten minutes at most", () => {
  const open = target({ checked: false })
  const waiting = (targets: readonly ReportedTarget[], at = NOW - MINUTE) =>
    readProgress(report(targets, { at }), FR).waiting

  expect(waiting([target(), open])).toBe(true)
  expect(
    waiting([target(), target({ checked: false, failing: true }), target({ checked: false, state: "paused" })]),
  ).toBe(false)
  expect(waiting([open], NOW - 10 * MINUTE)).toBe(false)
})

test("what was said is said back, and that the offer is over once it is", () => {
  expect(readProgress(report([], { says: "there" }), FR).said).toBe("Vous dites qu'il est sur Orange.")
  expect(readProgress(report([], { says: "elsewhere", provider: "Île" }), FR).said).toBe(
    "Vous dites l'avoir vu sur Île.",
  )
  expect(lines([target({ shows: "gone" })], { status: "closed" }).at(-1)).toBe(
    "Cette offre est maintenant notée comme terminée.",
  )
})
