export { type Db, openDb, type Tx } from "./client.ts"
export { drift, isUpToDate, migrate } from "./migrate/migrate.ts"
export type * from "./queries/types.ts"
