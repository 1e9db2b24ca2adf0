import { createHash, randomBytes } from "node:crypto"

/** What stands in a link that acts for whoever has it: 256 bits, base64url. */
export function drawToken(): string {
  return randomBytes(32).toString("base64url")
}

/** What is kept of a link's token: it cannot be turned back into one. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url")
}
