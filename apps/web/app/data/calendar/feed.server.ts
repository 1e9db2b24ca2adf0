import { Kind, territoryInWords } from "@vigie/core"
import {
  type CalendarWindowsAsked,
  calendarWindows,
  type FilmDetails,
  feedUser,
  providerIdOf,
  type UserRow,
} from "@vigie/db"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { answerFeed } from "../feeds/answer.server.ts"
import { openSources } from "../feeds/licence.server.ts"
import { modelInWords } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import { keep } from "../site/kept.server.ts"
import { SITE } from "../site/site.server.ts"
import { localeFor, type Viewer } from "../site/viewer.server.ts"
import { feedText } from "./feed.ts"

type Reader = Pick<Viewer, "locale" | "territories" | "now">
type Asked = Pick<CalendarWindowsAsked, "of" | "sources" | "reader" | "providerId" | "kind">

/** Everything of a territory that may be handed on, narrowed as the calendar is: `provider`, `kind`. */
export async function openFeed(request: Request, viewer: Viewer): Promise<Response> {
  const params = new URL(request.url).searchParams
  const slug = params.get("provider")
  const kind = Kind.safeParse(params.get("kind"))
  const providerId = slug === null ? null : await ask((db) => providerIdOf(db, slug))
  if (slug !== null && providerId === null) return new Response(null, { status: 404 })
  const { cal } = PHRASES[viewer.locale]
  const open = openSources()
  const asked = { of: "all", sources: open.map(({ id }) => id), reader: null } as const
  const head = {
    name: cal.feedAll(territoryInWords(viewer.territories[0] ?? "FR", viewer.locale)),
    about: `${cal.openWhat} ${attributed(viewer)}`,
    alarmHours: alarmIn(params),
    open: true,
  }
  const narrow = { ...asked, providerId, kind: kind.success ? kind.data : null }
  const key = `feed ${viewer.locale} ${viewer.territories.join()} ${JSON.stringify(narrow)} ${head.alarmHours}`
  return answer(await keep(key, () => writeFeed(head, narrow, viewer)), request)
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
  return answer(await writeFeed(head, { of: { listId: user.listId }, sources: null, reader: user }, reader), request)
}

/** One film: all that is known where the reader may see its page, else what may be handed on to anybody. */
export async function filmFeed(
  film: Pick<FilmDetails, "id" | "title">,
  request: Request,
  viewer: Viewer,
): Promise<Response> {
  const { cal } = PHRASES[viewer.locale]
  const own = mayRead(viewer.user)
  const asked = {
    of: { filmId: film.id },
    sources: own ? null : openSources().map(({ id }) => id),
    reader: viewer.user,
  }
  const head = {
    name: cal.feedName(film.title),
    about: own ? film.title : `${film.title}. ${cal.openWhat} ${attributed(viewer)}`,
    open: !own,
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
  /** Holds only what licences let anybody publish again: an empty one says so. */
  readonly open?: boolean
  readonly alarmHours: number | null
}

async function writeFeed(head: Head, asked: Asked, reader: Reader): Promise<string> {
  const { locale, territories, now } = reader
  const windows = await ask((db) => calendarWindows(db, { ...asked, territories, now, demo: config.demo }))
  const why = head.open && windows.length === 0 ? ` ${PHRASES[locale].feeds.subtitleEmpty}` : ""
  return feedText({
    ...{ name: head.name, about: `${head.about}${why}`, alarmHours: head.alarmHours },
    windows,
    locale,
    baseUrl: SITE.baseUrl,
    words: PHRASES[locale].cal,
    modelOf: ({ kind, monetization }) => modelInWords(kind, monetization, locale),
  })
}

function attributed({ locale }: Reader): string {
  const said = openSources().map(({ attribution }) => attribution)
  return said.length === 0 ? "" : PHRASES[locale].cal.attribution(said.join(", "))
}

/** `alarm=24`: so many hours before, at most a week. */
function alarmIn(params: URLSearchParams): number | null {
  const hours = params.get("alarm") ?? ""
  return /^\d{1,3}$/.test(hours) && Number(hours) >= 1 && Number(hours) <= 168 ? Number(hours) : null
}

function answer(body: string, request: Request): Promise<Response> {
  return answerFeed(request, {
    body,
    type: "text/calendar; charset=utf-8; method=PUBLISH",
    headers: {
      "cache-control": "private, max-age=300",
      "content-disposition": 'inline; filename="vigie.ics"',
      vary: "accept-encoding, accept-language, cookie",
      "x-robots-tag": "noindex",
    },
  })
}
