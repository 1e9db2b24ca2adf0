import { z } from "zod"

/** The demo page's columns, in this order. */
export const COLUMNS = ["Plateformes", "Modèle", "Tarif", "Qualité", "Jusqu'au"] as const

/** A row as shown; the last day is DD/MM/YYYY, or "-" where none is stated. */
export const DemoRow = z
  .tuple([
    z.string().min(1),
    z.string().min(1),
    z.string(),
    z.string(),
    z.union([z.literal("-"), z.string().regex(/^\d\d\/\d\d\/\d{4}$/)]),
  ])
  .transform(([provider, model, price, quality, lastDay]) => ({ provider, model, price, quality, lastDay }))
export type DemoRow = z.infer<typeof DemoRow>
