import { createHash } from "node:crypto"
import { Kind, territoryInWords } from "@vigie/core"
import { type CalendarOptions, calendar, type FilmDetails, feedUser, providerIdOf, type UserRow } from "@vigie/db"
import { sources } from "@vigie/sources"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { modelInWords } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import { keep } from "../site/kept.server.ts"
import { SITE } from "../site/site.server.ts"
import { localeFor, type Viewer } from "../site/viewer.server.ts"
import { calendarZone } from "./calendar-asked.server.ts"
import { feedDays, feedText } from "./feed.ts"

/** What may be handed on to anybody: said by sources that allow it, and by nobody else. */
const OPEN = sources.filter(({ licence }) => licence.republish === "open")

/** Most entries of a day and of a feed. */
const PER_DAY = 200

type Reader = Pick<Viewer, "locale" | "territories" | "now">
type Asked = Pick<CalendarOptions, "listId" | "filmId" | "sources" | "providerId" | "kind">

/** Everything of a territory that may be handed on, narrowed as the calendar is: `provider`, `kind`. */
export async function openFeed(request: Request, viewer: Viewer): Promise<Response> {
  const params = new URL(request.url).searchParams
  const slug = params.get("provider")
  const kind = Kind.safeParse(params.get("kind"))
  const providerId = slug === null ? null : await ask((db) => providerIdOf(db, slug))
  if (slug !== null && providerId === null) return notFound()
  const { cal } = PHRASES[viewer.locale]
  const name = cal.feedAll(territoryInWords(viewer.territories[0] ?? "FR", viewer.locale))
  const about = `${cal.openWhat} ${attributionOf(
    OPEN.map(({ id }) => id),
    viewer,
  )}`
  const asked = { sources: OPEN.map(({ id }) => id), providerId, kind: kind.success ? kind.data : null }
  const key = `feed ${viewer.locale} ${viewer.territories.join()} ${JSON.stringify(asked)} ${alarmIn(params)}`
  const text = await keep(key, () => writeFeed({ name, about, alarmHours: alarmIn(params) }, asked, viewer))
  return answer(text, request)
}

/** The list of whoever has this token; null for a token that nobody has. */
export async function ownFeed(token: string, request: Request): Promise<Response | null> {
  const user = /^[\w-]{32}$/.test(token) ? await ask((db) => feedUser(db, token)) : null
  if (user === null) return null
  const reader = { locale: localeFor(user, request), territories: user.territories, now: Date.now() }
  const { cal } = PHRASES[reader.locale]
  const head = {
    name: cal.feedName(cal.list.toLowerCase()),
    about: cal.own,
    alarmHours: alarmIn(new URL(request.url).searchParams),
  }
  return answer(await writeFeed(head, { listId: user.listId }, reader), request)
}

/** One film's; a stranger is given only what may be handed on. */
export async function filmFeed(
  film: Pick<FilmDetails, "id" | "title">,
  request: Request,
  viewer: Viewer,
): Promise<Response> {
  const { cal } = PHRASES[viewer.locale]
  const asked = { filmId: film.id, ...(mayRead(viewer.user) ? {} : { sources: OPEN.map(({ id }) => id) }) }
  const head = {
    name: cal.feedName(film.title),
    about: film.title,
    alarmHours: alarmIn(new URL(request.url).searchParams),
  }
  return answer(await writeFeed(head, asked, viewer), request)
}

function mayRead(user: UserRow | null): boolean {
  return config.accounts === "local" || user !== null
}

interface Head {
  readonly name: string
  readonly about: string
  readonly alarmHours: number | null
}

async function writeFeed(head: Head, asked: Asked, reader: Reader): Promise<string> {
  const { locale, territories, now } = reader
  const zone = calendarZone(reader)
  const span = { territories, zone, days: feedDays(now, zone), perDay: PER_DAY }
  const entries = await ask((db) => calendar(db, { ...span, ...asked, withdrawn: true, demo: config.demo }))
  return feedText({
    ...head,
    entries,
    locale,
    baseUrl: SITE.baseUrl,
    words: PHRASES[locale].cal,
    modelOf: ({ kind, monetization }) => modelInWords(kind, monetization, locale),
  })
}

function attributionOf(ids: readonly string[], { locale }: Reader): string {
  const said = sources.flatMap(({ id, licence, name }) => (ids.includes(id) ? [licence.attribution ?? name] : []))
  return said.length === 0 ? "" : PHRASES[locale].cal.attribution(said.join(", "))
}

/** `alarm=24`: so many hours before, at most a week. */
function alarmIn(params: URLSearchParams): number | null {
  const hours = params.get("alarm") ?? ""
  return /^\d{1,3}$/.test(hours) && Number(hours) >= 1 && Number(hours) <= 168 ? Number(hours) : null
}

const notFound = () => new Response(null, { status: 404 })

/** RFC 9110 §13: an agenda that has it already is told so. */
function answer(text: string, request: Request): Response {
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`
  const headers = { etag, "cache-control": "private, max-age=300", vary: "accept-language" }
  const known = (request.headers.get("if-none-match") ?? "").split(",").map((each) => each.trim().replace(/^W\//, ""))
  if (known.includes(etag) || known.includes("*")) return new Response(null, { status: 304, headers })
  return new Response(text, {
    headers: {
      ...headers,
      "content-type": "text/calendar; charset=utf-8; method=PUBLISH",
      "content-disposition": 'inline; filename="vigie.ics"',
      "x-robots-tag": "noindex",
    },
  })
}
