/** For tests only: what they need from the machine. Never imported by code that ships. */
export { describeWith, type Found } from "./found.ts"
export { createTestDatabase, type TestDatabase } from "./postgres.ts"
export { findRedis, startRedis, type TestRedis } from "./redis.ts"
export { findShared } from "./shared.ts"
