export * from "./sighting.ts"
export type * from "./windows/state.ts"
export * from "./words.ts"
