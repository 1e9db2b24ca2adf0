import { prismaAdapter } from "better-auth/adapters/prisma"
import type { Db } from "./client.ts"

/**
 * better-auth's way to its tables (users, sessions, accounts, verifications, two factors, rate limits). Ids are drawn by
 * the database: pass `advanced: { database: { generateId: false } }` beside it.
 */
export function authAdapter(db: Db) {
  return prismaAdapter(db.prisma, { provider: "postgresql" })
}
