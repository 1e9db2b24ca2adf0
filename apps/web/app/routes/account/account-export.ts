import { exportUser } from "@vigie/db"
import { data } from "react-router"
import { requireUser } from "../../data/account/access.server.ts"
import { ask } from "../../data/site/db.server.ts"
import type { Route } from "./+types/account-export.ts"

/** Everything held about whoever asks, as a file. */
export async function loader({ request }: Route.LoaderArgs) {
  const { user, now } = await requireUser(request)
  const held = await ask((db) => exportUser(db, user.id))
  if (held === null) throw data(null, { status: 404 })
  return new Response(`${JSON.stringify({ exportedAt: new Date(now).toISOString(), ...held }, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="vigie-${new Date(now).toISOString().slice(0, 10)}.json"`,
      "cache-control": "no-store",
    },
  })
}
