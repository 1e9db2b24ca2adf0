export * from "./source.ts"
