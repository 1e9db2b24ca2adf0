import { z } from "zod"
import fr from "../packs/fr.json" with { type: "json" }

const Words = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) })

/** One feed of a pack. `paceMs`: at least this long between two requests; `licence`: what may be done with what it says. */
const PackSource = z.strictObject({
  source: z.string().min(1),
  /** `default`: the address that the source's own setting gives. */
  reference: z.string().min(1),
  why: Words,
  paceMs: z.int().nonnegative(),
  licence: z.enum(["open", "display", "none"]),
  /** The key it needs; a pack holds only what needs none. */
  key: z.null(),
  everyMs: z.int().positive().optional(),
})

/** Sources for one territory that are switched on together and need no key. */
export const Pack = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  territory: z.string().regex(/^[A-Z]{2}$/),
  title: Words,
  sources: z.array(PackSource).min(1),
})
export type Pack = z.infer<typeof Pack>

// Imported, not read from a folder: the pages' bundle holds them, too.
const FILES: readonly unknown[] = [fr]

/** Every pack there is, in the order they are shown. Throws a ZodError that names the entry and field. */
export const readPacks = (): readonly Pack[] => FILES.map((file) => Pack.parse(file))
