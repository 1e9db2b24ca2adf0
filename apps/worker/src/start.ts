import { enableCompileCache } from "node:module"

// `npm start`. What was compiled is kept from one start to the next; where that cannot be written, only time is lost.
enableCompileCache()
await import("./launch.ts")
