import { betterAuth } from "better-auth"
import { twoFactor } from "better-auth/plugins"
import { expect, it } from "vitest"
import { authAdapter } from "./auth.ts"
import type { Db } from "./client.ts"
import { useDatabase } from "./testing/use-database.ts"

const BASE = "http://127.0.0.1:3000"

let db: Db
useDatabase((opened) => {
  db = opened
})

it("the first migration has the tables that sign-up, sign-in, sessions, limits and two factors need", async () => {
  const links: string[] = []
  const auth = betterAuth({
    baseURL: BASE,
    secret: "a secret of more than thirty-two characters",
    telemetry: { enabled: false },
    database: authAdapter(db),
    advanced: { database: { generateId: false } },
    emailAndPassword: { enabled: true, requireEmailVerification: true },
    emailVerification: {
      sendOnSignUp: true,
      autoSignInAfterVerification: true,
      sendVerificationEmail: async ({ url }) => void links.push(url),
    },
    rateLimit: { enabled: true, storage: "database" },
    plugins: [twoFactor()],
  })
  const call = (path: string, body: unknown, cookie = "") =>
    auth.handler(
      new Request(`${BASE}/api/auth${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: BASE, cookie },
        body: JSON.stringify(body),
      }),
    )

  const signUp = await call("/sign-up/email", { name: "Léa", email: "lea@mail.example", password: "une longue phrase" })
  const verified = await auth.handler(new Request(links[0]!))
  const cookie = verified.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ")
  const enabled = await call("/two-factor/enable", { password: "une longue phrase" }, cookie)

  expect(signUp.status).toBe(200)
  expect(enabled.status).toBe(200)
  expect(await db.sql("select name, email_verified, locale, zone, territories, role from users")).toEqual([
    { name: "Léa", email_verified: true, locale: "fr", zone: "Europe/Paris", territories: ["FR"], role: "user" },
  ])
  const counts = await db.sql(
    `select (select count(*) from sessions) > 0 as sessions, (select count(*) from accounts) as accounts,
       (select count(*) from two_factors) as factors, (select count(*) from rate_limits) > 0 as limits`,
  )
  expect(counts).toEqual([{ sessions: true, accounts: 1, factors: 1, limits: true }])
})
