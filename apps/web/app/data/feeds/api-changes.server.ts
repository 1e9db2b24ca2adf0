import { toIso } from "@vigie/core"
import { changesAfter, type FeedChange, feedSubject } from "@vigie/db"
import { sourceName, webAddress } from "../film/offer.server.ts"
import { ask } from "../site/db.server.ts"
import { limitOf, tooOften } from "../site/limit.server.ts"
import { SITE } from "../site/site.server.ts"
import { answerFeed } from "./answer.server.ts"
import { CORS, problem } from "./api-answer.server.ts"
import { type ApiAsked, type ApiFault, readApiAsked } from "./api-asked.server.ts"
import type { ApiChange, ChangesPage } from "./api-shape.ts"
import { openSources } from "./licence.server.ts"

/** At most so much is quoted of a source. */
const QUOTED = 300

/** A page of the public change feed: what sources let anybody publish again, whoever asks. */
export async function answerChanges(request: Request, now: number): Promise<Response> {
  const retryAt = await limitOf(request, { user: null, now }, "changes")
  if (retryAt !== null) {
    const { status, headers } = tooOften(retryAt, now)
    return problem({ status, title: "Too many requests", detail: `come back after ${toIso(retryAt)}` }, headers)
  }
  const asked = readApiAsked(new URL(request.url).searchParams)
  if ("detail" in asked) return badParameter(asked)
  const page = await readPage(asked)
  if ("detail" in page) return badParameter(page)
  return answerFeed(request, {
    body: `${JSON.stringify(page)}\n`,
    type: "application/json; charset=utf-8",
    headers: { ...CORS, link: `<${page.next}>; rel="next"`, "cache-control": "public, no-cache" },
  })
}

const badParameter = ({ parameter, detail }: ApiFault) =>
  problem({ status: 400, title: "Bad parameter", detail: `${parameter}: ${detail}`, parameter })

async function readPage(asked: ApiAsked): Promise<ChangesPage | ApiFault> {
  const film = await findRef("film", asked.film)
  if (film !== null && typeof film !== "string") return film
  const provider = await findRef("provider", asked.provider)
  if (provider !== null && typeof provider !== "string") return provider
  const open = openSources()
  const { territory, kind, change, after, limit } = asked
  const filter = {
    sources: open.map(({ id }) => id),
    ...{ filmId: film, providerId: provider, kind, change, demo: false },
    territories: territory === null ? null : [territory],
  }
  const page = await ask((db) => changesAfter(db, filter, { after, limit }))
  return {
    changes: page.changes.map(sayChange),
    cursor: page.cursor,
    next: addressOf({ ...asked, after: page.cursor }),
    more: page.more,
    attribution: open.map(({ attribution }) => attribution),
  }
}

/** The id behind a slug; null where none is asked for. */
async function findRef(of: "film" | "provider", slug: string | null): Promise<string | null | ApiFault> {
  if (slug === null) return null
  const subject = await ask((db) => feedSubject(db, of, slug, false))
  return subject?.scope.ref ?? { parameter: of, detail: `there is no ${of} of that name` }
}

function addressOf(asked: ApiAsked): string {
  const stated = Object.entries(asked).filter(([, value]) => value !== null)
  return `${SITE.baseUrl}/api/changes?${new URLSearchParams(stated.map(([name, value]) => [name, String(value)]))}`
}

export function sayChange(change: FeedChange): ApiChange {
  const { id, cursor, film, provider, territory, monetization, before, after, cause, proof } = change
  const open = new Map(openSources().map((source) => [source.id, source]))
  return {
    ...{ cursor, id, at: toIso(change.at), change: change.kind },
    film: { slug: film.slug, title: film.title, year: film.year, url: `${SITE.baseUrl}/films/${film.slug}` },
    provider: { slug: provider.slug, name: provider.name },
    ...{ territory, kind: change.windowKind, monetization, window: change.windowId, before, after, cause },
    sources: change.sources.map(
      (source) => open.get(source) ?? { id: source, name: sourceName(source), attribution: sourceName(source) },
    ),
    proof: proof && {
      source: proof.source,
      url: webAddress(proof.url),
      readAt: toIso(proof.readAt),
      text: proof.text.slice(0, QUOTED),
    },
    url: `${SITE.baseUrl}/changes/${id}`,
  } as ApiChange
}
