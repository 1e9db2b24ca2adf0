import { listProviders, type ProviderRow } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { isoOf } from "../options.ts"
import type { Row } from "../output.ts"

const COLUMNS = ["slug", "name", "parent", "host", "successor", "verified", "open"]

/** Every provider, those nobody has looked at first; `unverified`: only those. */
export async function providersList(context: Context, options: { readonly unverified?: boolean }): Promise<void> {
  const rows = await withDb(context, listProviders)
  const shown = rows.filter((row) => options.unverified !== true || (!row.verified && row.successor === null))
  context.out.rows(shown.map(providerRow), COLUMNS)
  if (shown.length === 0) context.out.say("no provider")
}

export function providerRow({ aliases, ...row }: ProviderRow): Row {
  const named = aliases.map(({ name, validFrom, validTo }) => ({
    name,
    validFrom: isoOf(validFrom),
    validTo: isoOf(validTo),
  }))
  return { ...row, aliases: named }
}
