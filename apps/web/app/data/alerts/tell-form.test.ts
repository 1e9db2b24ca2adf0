import { expect, it } from "vitest"
import { PHRASES } from "../../i18n/words.ts"
import { readTell, type TellValues, tellIn } from "./tell-form.server.ts"

const GIVEN: TellValues = { when: "now", hour: "8", cap: "10", from: "", to: "" }
const read = (part: Partial<TellValues>) => readTell({ ...GIVEN, ...part }, PHRASES.fr.alerts.faults)

it.each([
  [{}, { every: "now", day: null, hour: 8, cap: 10, quietFrom: null, quietTo: null }],
  [
    { when: "weekly-5", hour: "18", cap: "100", from: "22:30", to: "07:00" },
    { every: "weekly", day: 5, hour: 18, cap: 100, quietFrom: "22:30", quietTo: "07:00" },
  ],
  [
    { when: "monthly-28", hour: "0" },
    { every: "monthly", day: 28, hour: 0 },
  ],
  [
    { when: "daily", cap: "1" },
    { every: "daily", day: null, cap: 1 },
  ],
] as const)("%j is when somebody wishes to be told", (given, settings) => {
  expect(read(given)).toMatchObject({ settings })
})

it.each([
  [{ when: "" }, ["when"]],
  [{ when: "weekly-8" }, ["when"]],
  [{ hour: "24" }, ["hour"]],
  [{ hour: "8.5" }, ["hour"]],
  [{ cap: "0" }, ["cap"]],
  [{ cap: "101" }, ["cap"]],
  [{ cap: "" }, ["cap"]],
  [{ from: "22:30" }, ["to"]],
  [{ to: "07:00" }, ["from"]],
  [{ from: "25:00", to: "7 h" }, ["from", "to"]],
  [{ from: "22:30", to: "22:30" }, ["to"]],
  [{ when: "x", hour: "x", cap: "x", from: "x" }, ["cap", "from", "hour", "to", "when"]],
] as const)("of %j it says what is wrong at %j, and stores nothing", (given, fields) => {
  const answer = read(given)

  expect(answer).not.toHaveProperty("settings")
  expect(Object.keys("faults" in answer ? answer.faults : {}).sort()).toEqual(fields)
})

it("keeps what was typed, within reason", () => {
  const form = new FormData()
  form.set("when", " daily ")
  form.set("cap", "9".repeat(99))

  expect(tellIn(form)).toEqual({ when: "daily", hour: "", cap: "9".repeat(20), from: "", to: "" })
})
