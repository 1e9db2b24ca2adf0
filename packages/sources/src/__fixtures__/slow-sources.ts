import { env } from "node:process"
import { DomainError } from "@vigie/core"
import { type Source, SourceError } from "../source.ts"
import { unifrance } from "../unifrance/index.ts"

const snapshot = { coverage: { claims: "none" as const }, sightings: [], films: [], removals: [], rejected: [] }
const source = (id: string, parse: () => unknown): Source => ({ ...unifrance, id, parse: parse as Source["parse"] })

/** Parsers that misbehave, for the thread that must survive them. */
export const sources: readonly Source[] = [
  source("endless", () => {
    for (;;);
  }),
  source("greedy", () => {
    const kept: number[][] = []
    for (;;) kept.push(Array.from({ length: 100_000 }, (_, index) => index + Math.random()))
  }),
  source("refusing", () => {
    throw new SourceError("refused", "a login page: no rows")
  }),
  source("doubting", () => {
    throw new DomainError("bad_date", 'no such day: "2026-02-30"')
  }),
  source("telling", () => {
    throw new SourceError("refused", Object.keys(env).join())
  }),
  source("crashing", () => {
    throw new TypeError("undefined is not a row")
  }),
  source("malformed", () => ({ snapshot: { ...snapshot, sightings: [{ provider: 3 }] } })),
  source("paging", () => ({ snapshot, next: { page: 2, url: "https://films.example/2" } })),
]
