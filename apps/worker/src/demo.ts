import type { Ms } from "@vigie/core"
import { addTarget, type Db, firstWatchedAt, listTargets, moveTarget, setTarget } from "@vigie/db"
import { type DemoServer, openDemoServer } from "@vigie/seeds"
import { sourceById } from "@vigie/sources"

const demo = sourceById("demo")

/** The demonstration's targets: one page per invented film on this machine; paused when it is off. */
export async function placeDemoTargets(
  db: Db,
  options: { readonly on: boolean; readonly port: number },
): Promise<void> {
  const known = (await listTargets(db)).filter((target) => target.source === demo.id)
  if (!options.on) {
    for (const target of known) await setTarget(db, target.id, { state: "paused" })
    return
  }
  const films = await db.sql<{ id: string; slug: string }>("select id, slug from films where demo")
  const host = `127.0.0.1:${options.port}`
  for (const film of films) {
    const reference = `http://${host}/films/${film.slug}`
    const there = known.find((target) => target.film === film.slug)
    if (there) {
      // Its port may be another today.
      await moveTarget(db, there.id, { reference, host })
      continue
    }
    const target = {
      source: demo.id,
      reference,
      territory: "FR",
      scope: "film",
      zone: null,
      publishedAt: null,
    } as const
    await addTarget(db, { ...target, filmId: film.id, everyMs: demo.everyMs, host })
  }
}

/** Serves the invented films' pages; their script begins when one is put on a list. */
export function serveDemo(db: Db, port: number, clock: () => Ms): Promise<DemoServer> {
  return openDemoServer({ port, now: clock, watchedAt: (slug) => firstWatchedAt(db, slug) })
}
