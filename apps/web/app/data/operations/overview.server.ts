import { countWorkers, readWaiting, type Waiting } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { capital } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { countInWords } from "./counts.server.ts"

/** Where each thing that waits is answered. */
const PLACES: Readonly<Record<keyof Waiting, string>> = {
  works: "/operations/review",
  locations: "/operations/review?show=locations",
  holds: "/operations/holds",
  providers: "/operations/providers",
  failing: "/operations/targets?show=failing",
  late: "/operations/targets?show=late",
  sends: "/operations/sends",
  deliveries: "/operations/sends",
  letters: "/operations/sends",
  outbox: "/operations/queues",
}

export interface Overview {
  readonly waiting: readonly { readonly to: string; readonly says: string; readonly grave: boolean }[]
  readonly workers: string
}

/** What stands in the way of people being told comes first and is marked. */
const GRAVE: readonly (keyof Waiting)[] = ["holds", "sends", "deliveries", "letters", "outbox"]

export async function readOverview({ locale }: Reading): Promise<Overview> {
  const words = PHRASES[locale].operations.waiting
  const [waiting, workers] = await ask((db) => Promise.all([readWaiting(db), countWorkers(db)]))
  const order: readonly (keyof Waiting)[] = [...GRAVE, "works", "locations", "providers", "failing", "late"]
  return {
    waiting: order
      .filter((key) => waiting[key] > 0)
      .map((key) => ({
        to: PLACES[key],
        says: waiting[key] === 1 ? capital(words[key].one) : words[key].more(countInWords(waiting[key], locale)),
        grave: GRAVE.includes(key),
      })),
    workers: workers === 0 ? words.noWorker : words.workers(workers),
  }
}
