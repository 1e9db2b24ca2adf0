import { userInfo } from "node:os"

/** Who is named in the audit: the machine's own user. */
export function operator(): string {
  try {
    return `cli ${userInfo().username}`
  } catch {
    return "cli"
  }
}
