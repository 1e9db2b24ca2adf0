import { listProviders, type ProviderPatch, setProvider } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { BadInput } from "../errors.ts"
import { operator } from "../operator.ts"
import { providerRow } from "./providers-list.ts"

export interface ProvidersSetOptions {
  readonly name?: string
  readonly parent?: string
  readonly verified?: boolean
}

export async function providersSet(context: Context, slug: string, options: ProvidersSetOptions): Promise<void> {
  const { name, parent, verified } = options
  const patch: ProviderPatch = {
    ...(name === undefined ? {} : { name }),
    ...(parent === undefined ? {} : { parent: parent === "none" ? null : parent }),
    ...(verified === undefined ? {} : { verified }),
  }
  if (Object.keys(patch).length === 0) throw new BadInput("nothing to set: say --name, --parent or --verified")
  const row = await withDb(context, async (db) => {
    await setProvider(db, { provider: slug, by: operator(), now: context.clock() }, patch)
    return (await listProviders(db)).find((each) => each.slug === slug || each.id === slug)
  })
  if (row) context.out.rows([providerRow(row)], ["slug", "name", "parent", "verified", "open"])
}
