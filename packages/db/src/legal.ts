import { TERRITORIES } from "@vigie/core"
import { z } from "zod"
import type { Db, Tx } from "./client.ts"
import { getSetting, putSetting } from "./settings.ts"

const NAME = "legal"
const said = (max: number) => z.string().trim().min(1, "missing").max(max, "long")

/** Who runs this installation and who hosts it: what the law asks a public site to say (in France LCEN, article 6). */
export const Legal = z.object({
  operator: said(200),
  /** Legal form, register and number; empty for a person. */
  registration: z.string().trim().max(300, "long").default(""),
  address: said(500),
  email: said(200).regex(/^[^\s@<>"',;]+@[^\s@<>"',;]+\.[^\s@<>"',;]+$/, "email"),
  /** Who answers for what is published. */
  director: said(200),
  host: said(200),
  hostAddress: said(500),
  /** Whose law counts and whose courts decide, ISO 3166-1. */
  country: z.enum(TERRITORIES, { error: "missing" }),
})
export type Legal = z.infer<typeof Legal>

export type LegalField = keyof Legal
export type LegalFaults = Partial<Record<LegalField, "missing" | "long" | "email">>

/** What keeps these facts from being published, by field; nothing when they may be. */
export function legalFaults(given: Readonly<Record<string, unknown>>): LegalFaults {
  const read = Legal.safeParse(given)
  const faults: LegalFaults = {}
  for (const issue of read.error?.issues ?? []) {
    const field = issue.path[0] as LegalField
    const why = issue.message === "long" || issue.message === "email" ? issue.message : "missing"
    faults[field] ??= why
  }
  return faults
}

/** What was said of who runs this installation; null while anything is missing: nobody but those invited may come in then. */
export async function readLegal(db: Tx): Promise<Legal | null> {
  const read = Legal.safeParse(await getSetting(db, NAME))
  return read.success ? read.data : null
}

/** Stores who runs this installation, and who said so. Throws ZodError where something is missing. */
export async function writeLegal(db: Db, given: Readonly<Record<string, unknown>>, actor: string): Promise<void> {
  const legal = Legal.parse(given)
  await db.begin(async (tx) => {
    await putSetting(tx, NAME, legal)
    await tx.sql("insert into audit (actor, act, subject) values ($1, 'legal', $2)", [actor, NAME])
  })
}
