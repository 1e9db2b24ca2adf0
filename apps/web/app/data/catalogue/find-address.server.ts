import type { ReadAddress } from "@vigie/core"
import { filmAt } from "@vigie/db"
import { sources } from "@vigie/sources"
import { config } from "../../../src/env.ts"
import { ask } from "../site/db.server.ts"

/** The page of the film that an address names; null when it is not in the catalogue. */
export async function pageAt(address: ReadAddress): Promise<string | null> {
  const of = sources.filter(({ scope }) => scope === "film").map(({ id }) => id)
  const slug = await ask((db) => filmAt(db, address, { sources: of, demo: config.demo }))
  return slug === null ? null : `/films/${slug}`
}
