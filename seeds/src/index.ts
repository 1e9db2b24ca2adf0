export { demoFacts } from "./demo/facts.ts"
export { type DemoServer, openDemoServer } from "./demo/server.ts"
export { type Facts, readFacts, type SeedFilm, type SeedPlace, type SeedProvider } from "./facts.ts"
export { type Seeded, type SeedOptions, seed } from "./seed.ts"
