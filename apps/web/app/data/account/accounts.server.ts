import { readLegal } from "@vigie/db"
import { redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { ask } from "../site/db.server.ts"

/** Which terms one accepts now: raised when their words change. */
export const TERMS_VERSION = "2026-11"

/** Without accounts nobody signs in: such a page leads home. */
export function requireAccounts(): void {
  if (config.accounts === "local") throw redirect("/", 303)
}

/** Whether anybody may sign up; if not, why: by invitation only, or nobody has yet said who runs the place. */
export async function signUpState(): Promise<"open" | "invite" | "unready"> {
  if (config.accounts !== "open") return "invite"
  return (await ask(readLegal)) === null ? "unready" : "open"
}
