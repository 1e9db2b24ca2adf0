import { createHmac } from "node:crypto"
import { ensureSecret, readUser, writeLetter } from "@vigie/db"
import { authAdapter } from "@vigie/db/auth"
import { betterAuth } from "better-auth"
import { APIError } from "better-auth/api"
import { twoFactor } from "better-auth/plugins"
import { config } from "../../../src/env.ts"
import { ask, db } from "../site/db.server.ts"

/** How long a link to confirm an address, or to choose a new password, is good for, s. */
export const LINK_S = 3600
/** How long one stays signed in, s. */
const SESSION_S = 30 * 86_400

export const PASSWORD = { min: 10, max: 128 } as const

/**
 * better-auth, made when first asked for: its secret is in the database. It has no route of its own: pages call
 * `(await auth()).api.<name>({ headers: request.headers, body, returnHeaders: true })` in their actions and hand its
 * cookies on by `authHeaders`:
 *
 *     const { headers } = await (await auth()).api.changePassword({ headers: request.headers, body, returnHeaders: true })
 *     return redirect("/account", { status: 303, headers: authHeaders(headers) })
 *
 * What it refuses is thrown; `authFault` tells its code. Signing up is not by it (see sign-up.server.ts), so it is closed.
 */
export function auth(): Promise<Auth> {
  made ??= make().catch((error) => {
    made = undefined
    throw error
  })
  return made
}

export type Auth = ReturnType<typeof withSecret>

let made: Promise<Auth> | undefined

async function make(): Promise<Auth> {
  const secret = await ask(ensureSecret)
  return withSecret(createHmac("sha256", secret).update("sessions:").digest("base64url"))
}

function withSecret(secret: string) {
  return betterAuth({
    appName: "Vigie",
    baseURL: config.baseUrl,
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Ours: they count also where there is no request of better-auth's own.
    rateLimit: { enabled: false },
    database: authAdapter(db),
    advanced: {
      database: { generateId: false },
      cookiePrefix: "vigie",
      useSecureCookies: config.baseUrl.startsWith("https:"),
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true, path: "/" },
      ipAddress: { disableIpTracking: true },
    },
    session: { expiresIn: SESSION_S, disableSessionRefresh: true, freshAge: 0 },
    verification: { storeIdentifier: { default: "plain", overrides: { "reset-password:": "hashed" } } },
    user: {
      additionalFields: { locale: { type: "string", required: false, input: false } },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      requireEmailVerification: true,
      minPasswordLength: PASSWORD.min,
      maxPasswordLength: PASSWORD.max,
      resetPasswordTokenExpiresIn: LINK_S,
      revokeSessionsOnPasswordReset: true,
      // The link went to the address: it is theirs.
      onPasswordReset: async ({ user }) => {
        await db.sql("update users set email_verified = true where id = $1", [user.id])
      },
      sendResetPassword: async ({ user, token }) => {
        const url = `${config.baseUrl}/reset/${token}`
        await db.begin((tx) =>
          writeLetter(tx, { kind: "reset", to: user.email, locale: localeOfUser(user), data: { url } }),
        )
      },
    },
    emailVerification: {
      expiresIn: LINK_S,
      sendOnSignUp: false,
      sendOnSignIn: false,
      autoSignInAfterVerification: true,
      sendVerificationEmail: async ({ user, token }) => {
        const data = { url: verifyUrl(token) }
        await db.begin((tx) => writeLetter(tx, { kind: "verify", to: user.email, locale: localeOfUser(user), data }))
      },
    },
    databaseHooks: {
      session: { create: { before: async ({ userId }) => ((await isClosed(userId)) ? false : undefined) } },
    },
    plugins: [twoFactor({ issuer: "Vigie" })],
  })
}

/** Nobody signs in to a closed account, by whatever way. */
async function isClosed(id: string): Promise<boolean> {
  return (await readUser(db, id)) === null
}

/** The page that a mail's link to confirm an address opens. */
export function verifyUrl(token: string): string {
  return `${config.baseUrl}/verify?${new URLSearchParams({ token })}`
}

function localeOfUser(user: object): "fr" | "en" {
  return "locale" in user && user.locale === "en" ? "en" : "fr"
}

/** The cookies that better-auth sets, as headers of the answer to an action. */
export function authHeaders(headers: Headers): Headers {
  const own = new Headers()
  for (const cookie of headers.getSetCookie()) own.append("set-cookie", cookie)
  return own
}

/** Why better-auth refused, such as INVALID_PASSWORD; null when the error is none of its refusals. */
export function authFault(error: unknown): string | null {
  if (!(error instanceof APIError) || error.statusCode >= 500) return null
  return String((error.body as { code?: unknown } | undefined)?.code ?? error.status)
}
