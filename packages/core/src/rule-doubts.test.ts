import { expect, it } from "vitest"
import { ruleDoubts, tellsNothing } from "./rule-doubts.ts"
import { parseRule } from "./rules.ts"

const nobody = { territories: ["FR"], providers: [] }
const maxPrice = { amountMinor: 399, currency: "EUR" }

it.each([
  [{}, []],
  [{ providers: "mine" }, ["only_free"]],
  [{ providers: "mine", monetizations: ["subscription"] }, ["no_services"]],
  [{ providers: "subscribed" }, ["no_subscription"]],
  [{ providers: "subscribed", monetizations: ["rent", "free"] }, []],
  [{ providers: "subscribed", monetizations: ["subscription"] }, ["no_services"]],
  [{ providers: "subscribed", monetizations: ["free", "subscription"] }, ["only_free"]],
  [{ kinds: ["replay", "broadcast"], monetizations: ["rent", "buy"] }, ["only_vod_is_sold"]],
  [{ kinds: ["replay"], monetizations: ["rent", "subscription"] }, []],
  [{ maxPrice, monetizations: ["free"] }, ["no_price_to_limit"]],
  [{ maxPrice, monetizations: ["rent"] }, []],
  [{ providers: "mine", monetizations: ["subscription"], maxPrice }, ["no_services", "no_price_to_limit"]],
])("%j is doubted for %j", (rule, doubts) => {
  expect(ruleDoubts(parseRule(rule), nobody)).toEqual(doubts)
})

it("services and territories of one's own take the doubt away", () => {
  const rule = parseRule({ providers: "mine", monetizations: ["subscription"] })

  expect(ruleDoubts(rule, { territories: ["FR"], providers: ["arte"] })).toEqual([])
  expect(ruleDoubts(rule, { territories: [], providers: ["arte"] })).toEqual(["no_territory"])
  expect(ruleDoubts(parseRule({ territories: ["BE"] }), { territories: [], providers: [] })).toEqual([])
})

it("tells nothing at all, or only less", () => {
  expect(tellsNothing("no_services")).toBe(true)
  expect(tellsNothing("only_free")).toBe(false)
})
