import { PHRASES } from "../../i18n/words.ts"
import { isOperator, type SignedIn } from "./access.server.ts"
import type { Faults } from "./account-profile.server.ts"
import { auth, authFault, authHeaders } from "./auth.server.ts"
import { type Qr, qrOf } from "./qr.server.ts"

/** What an authenticator app is given, shown until a first code confirms it. */
export interface Enrolment {
  /** otpauth://totp/… */
  readonly uri: string
  /** For typing: in groups of four. */
  readonly secret: string
  readonly qr: Qr
  /** Shown this once. */
  readonly codes: readonly string[]
}

/** What came of a form of this page. */
export type FactorResult =
  | { readonly step: "enrol"; readonly enrolment: Enrolment; readonly faults: Faults }
  | { readonly step: "codes"; readonly codes: readonly string[] }
  | { readonly step: "done"; readonly to: string; readonly headers: Headers }
  | { readonly step: "refused"; readonly faults: Faults }

const CODE = /^\d{6}$/

/** Draws a key and recovery codes for whoever knows the password; nothing counts before a code confirms it. */
export async function beginFactor(request: Request, viewer: SignedIn, password: string): Promise<FactorResult> {
  return tried(viewer, async () => {
    const { api } = await auth()
    const made = await api.enableTwoFactor({ headers: request.headers, body: { password, method: "totp" } })
    if (!("totpURI" in made)) throw new Error("two-factor: no key was drawn")
    return { step: "enrol", enrolment: enrolmentOf(made.totpURI, made.backupCodes), faults: {} }
  })
}

/** A first code shows that the app has the key: from now on one is asked for. What was shown stays where it is wrong. */
export async function confirmFactor(request: Request, viewer: SignedIn, form: FormData): Promise<FactorResult> {
  const { faults: words } = PHRASES[viewer.locale].account.twoFactor
  const uri = String(form.get("uri") ?? "")
  const codes = form.getAll("kept").map(String).slice(0, 20)
  if (!uri.startsWith("otpauth://totp/") || uri.length > 500)
    return { step: "refused", faults: { password: words.password } }
  const code = String(form.get("code") ?? "").replace(/\s/g, "")
  const again = (fault: string): FactorResult => ({
    step: "enrol",
    enrolment: enrolmentOf(uri, codes),
    faults: { code: fault },
  })
  if (!CODE.test(code)) return again(words.code)
  const { api } = await auth()
  try {
    const { headers } = await api.verifyTOTP({ headers: request.headers, body: { code }, returnHeaders: true })
    return { step: "done", to: "/account/two-factor?done", headers: authHeaders(headers) }
  } catch (error) {
    const fault = authFault(error)
    if (fault === null) throw error
    return again(fault === "ACCOUNT_TEMPORARILY_LOCKED" ? words.often : words.code)
  }
}

/** New recovery codes in place of the old ones. */
export async function renewCodes(request: Request, viewer: SignedIn, password: string): Promise<FactorResult> {
  return tried(viewer, async () => {
    const { api } = await auth()
    const { backupCodes } = await api.generateBackupCodes({ headers: request.headers, body: { password } })
    return { step: "codes", codes: backupCodes }
  })
}

/** Who can change everything goes on proving it twice. */
export async function endFactor(request: Request, viewer: SignedIn, password: string): Promise<FactorResult> {
  const { operator } = PHRASES[viewer.locale].account.twoFactor
  if (isOperator(viewer.user)) return { step: "refused", faults: { end: operator } }
  const result = await tried(viewer, async () => {
    const { api } = await auth()
    const { headers } = await api.disableTwoFactor({
      headers: request.headers,
      body: { password },
      returnHeaders: true,
    })
    return { step: "done", to: "/account?done=disabled", headers: authHeaders(headers) }
  })
  return result.step === "refused" ? { step: "refused", faults: { end: result.faults.password ?? "" } } : result
}

async function tried(viewer: SignedIn, work: () => Promise<FactorResult>): Promise<FactorResult> {
  try {
    return await work()
  } catch (error) {
    if (authFault(error) === null) throw error
    return { step: "refused", faults: { password: PHRASES[viewer.locale].account.twoFactor.faults.password } }
  }
}

function enrolmentOf(uri: string, codes: readonly string[]): Enrolment {
  const secret = new URL(uri).searchParams.get("secret") ?? ""
  return { uri, secret: secret.replace(/(.{4})(?=.)/g, "$1 "), qr: qrOf(uri), codes }
}
