import { slugify } from "@vigie/core"
import { v7 as uuidv7 } from "uuid"
import type { Tx } from "../client.ts"

const ROUNDS = 50

/**
 * A free address part for each row, in order: its own choices first, then its last choice with -2, -3 … Call it under
 * the catalogue's lock. `wanted` holds texts, best first; one without any Latin letter or digit becomes `fallback`.
 */
export async function freeSlugs(
  tx: Tx,
  table: "films" | "people" | "companies" | "places" | "providers",
  wanted: readonly (readonly string[])[],
  fallback: string,
): Promise<readonly string[]> {
  const choices = wanted.map((texts) => {
    const slugs = texts.map(slugify).filter((slug) => slug !== "")
    return slugs.length > 0 ? slugs : [fallback]
  })
  const given: (string | undefined)[] = choices.map(() => undefined)
  const used = new Set<string>()
  let open = choices.map((_, index) => index)
  for (let round = 0; round < ROUNDS && open.length > 0; round++) {
    const proposals = open.map((index) => choiceOf(choices[index] ?? [fallback], round))
    const rows = await tx.sql<{ slug: string }>(`select slug from ${table} where slug = any($1)`, [proposals])
    const taken = new Set(rows.map((row) => row.slug))
    open = open.filter((index, place) => {
      const slug = proposals[place] ?? fallback
      if (taken.has(slug) || used.has(slug)) return true
      used.add(slug)
      given[index] = slug
      return false
    })
  }
  return given.map((slug, index) => slug ?? `${choices[index]?.[0] ?? fallback}-${uuidv7()}`)
}

function choiceOf(choices: readonly string[], round: number): string {
  const last = choices.at(-1) ?? ""
  return choices[round] ?? `${last}-${round - choices.length + 2}`
}
