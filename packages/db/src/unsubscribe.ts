import type { Ms } from "@vigie/core"
import type { ViewRule } from "./alerts/view-types.ts"
import type { Db } from "./client.ts"
import { resumeAll, stopAll, viewAllStop } from "./unsubscribe/all.ts"
import {
  resumeNewsletter,
  resumeRule,
  stopNewsletter,
  stopRule,
  viewNewsletterStop,
  viewRuleStop,
} from "./unsubscribe/asked.ts"
import { type FilmStopView, resumeFilm, stopFilm, viewFilmStop } from "./unsubscribe/film.ts"
import type { Unsubscription } from "./unsubscribe/token.ts"

/** What the page behind a link shows. `active`: mails of this go out; `back`: once they do not, they can again from here. */
export type UnsubscribeView = {
  readonly active: boolean
  readonly back: boolean
} & (
  | { readonly kind: "film"; readonly film: Pick<FilmStopView, "title" | "slug" | "stays"> }
  | { readonly kind: "rule"; readonly rule: ViewRule }
  | { readonly kind: "newsletter"; readonly newsletter: string; readonly ref: string }
  | { readonly kind: "all" }
)

/** What a link's page shows; null when what it is about, or its reader, is gone. Changes nothing. */
export async function viewUnsubscription(db: Db, what: Unsubscription): Promise<UnsubscribeView | null> {
  const reader = await viewAllStop(db, what.userId)
  if (reader === null) return null
  switch (what.kind) {
    case "film": {
      const film = await viewFilmStop(db, what)
      if (film === null) return null
      const { active, ...shown } = film
      return { kind: "film", film: shown, active, back: true }
    }
    case "rule": {
      const view = await viewRuleStop(db, what)
      return view && { kind: "rule", ...view, back: true }
    }
    case "newsletter": {
      const { active, kept } = await viewNewsletterStop(db, what)
      return { kind: "newsletter", newsletter: what.newsletter, ref: what.ref, active, back: kept }
    }
    case "all":
      return { kind: "all", ...reader, back: true }
  }
}

/** Stops what a link stops: no session is asked for, and doing it twice changes nothing more. */
export async function unsubscribe(db: Db, what: Unsubscription, now: Ms): Promise<void> {
  await db.begin(async (tx) => {
    const [reader] = await tx.sql("select 1 as one from users where id = $1 for no key update", [what.userId])
    if (reader === undefined) return
    if (what.kind === "film") await stopFilm(tx, what, now)
    else if (what.kind === "rule") await stopRule(tx, what, now)
    else if (what.kind === "newsletter") await stopNewsletter(tx, what, now)
    else await stopAll(tx, what.userId)
    await tx.sql("insert into audit (actor, act, subject) values ($1, 'unsubscribe', $2)", [
      what.userId,
      subjectOf(what),
    ])
  })
}

/** Takes it back: doing it twice changes nothing more. */
export async function resubscribe(db: Db, what: Unsubscription, now: Ms): Promise<void> {
  if (what.kind === "film") await resumeFilm(db, what, now)
  else if (what.kind === "rule") await resumeRule(db, what)
  else if (what.kind === "newsletter") await resumeNewsletter(db, what)
  else await resumeAll(db, what.userId)
}

function subjectOf(what: Unsubscription): string {
  if (what.kind === "film") return what.filmId
  if (what.kind === "rule") return `rule ${what.ruleId}`
  return what.kind === "newsletter" ? `newsletter ${what.newsletter} ${what.ref}`.trimEnd() : "all"
}
