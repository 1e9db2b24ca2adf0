import { zoneOf } from "@vigie/core"
import { type FeedScope, feedSubject, feedUser, type NewestPage, newestChanges } from "@vigie/db"
import { data, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import { SITE } from "../site/site.server.ts"
import { localeFor, type Reading, readViewer } from "../site/viewer.server.ts"
import { answerFeed } from "./answer.server.ts"
import { type AtomFeed, type AtomLink, atomText, tagOf } from "./atom.ts"
import { readAtomEntry } from "./atom-entry.server.ts"
import { openSources } from "./licence.server.ts"

/** Entries of one document; the next ones are a link away (RFC 5005). */
const PAGE = 50
const TYPE = "application/atom+xml"

/** Where the pages of such things stand. */
const PATHS = {
  film: (slug: string) => `/films/${slug}`,
  provider: (slug: string) => `/providers/${slug}`,
  place: (slug: string) => `/places/${slug}`,
  department: (slug: string) => `/places?department=${encodeURIComponent(slug)}`,
  person: (slug: string) => `/people/${slug}`,
} as const
/** Where their feeds do. */
export const ATOM_PATHS: Readonly<Record<keyof typeof PATHS, (slug: string) => string>> = {
  ...{ film: (slug) => `/films/${slug}.atom`, provider: (slug) => `/providers/${slug}.atom` },
  ...{ place: (slug) => `/places/${slug}.atom`, department: (slug) => `/departments/${encodeURIComponent(slug)}.atom` },
  person: (slug) => `/people/${slug}.atom`,
}

/** The feed of a page that anybody may read: all of it for who is alone here or signed in, else what licences allow. */
export async function publicAtom(of: keyof typeof PATHS, ref: string, request: Request): Promise<Response> {
  const viewer = await readViewer(request)
  const subject = await ask((db) => feedSubject(db, of, ref, config.demo))
  if (subject === null) throw data(null, { status: 404 })
  const { slug, name, scope } = subject
  if (slug !== ref) throw redirect(`${ATOM_PATHS[of](slug)}${new URL(request.url).search}`, 301)
  const { feeds, catalogue } = PHRASES[viewer.locale]
  const all = config.accounts === "local" || viewer.user !== null
  const open = openSources()
  const filter = {
    sources: all ? null : open.map(({ id }) => id),
    territories: viewer.territories,
    demo: all && config.demo,
  }
  const page = await newest(scope, filter, request)
  const allowed = feeds.subtitleOpen(open.map(({ attribution }) => attribution).join(", "))
  const closed = page.changes.length === 0 ? `${allowed} ${feeds.subtitleEmpty}` : allowed
  const about = {
    title: feeds.feedOf(of === "department" ? catalogue.department(name) : name),
    subtitle: !all ? closed : config.accounts === "local" ? feeds.subtitleAll : feeds.subtitleSigned,
    path: ATOM_PATHS[of](slug),
    page: PATHS[of](slug),
  }
  return answer(page, about, viewer, request)
}

/** The list of whoever has this token, all that the reader may see of it; null for a token that nobody has. */
export async function ownAtom(token: string, request: Request): Promise<Response | null> {
  const user = /^[\w-]{32}$/.test(token) ? await ask((db) => feedUser(db, token)) : null
  if (user === null) return null
  const locale = localeFor(user, request)
  const reading = { locale, territories: user.territories, zone: user.zone, now: Date.now() }
  const { feeds } = PHRASES[locale]
  const filter = { sources: null, territories: user.territories, demo: config.demo }
  const page = await newest({ of: "list", ref: user.listId }, filter, request)
  const about = {
    ...{ title: feeds.feedOf(feeds.list), subtitle: feeds.subtitleOwn },
    ...{ path: `/feeds/${token}.atom`, page: "/watchlist" },
  }
  return answer(page, about, reading, request)
}

function newest(scope: FeedScope, filter: Parameters<typeof newestChanges>[2], request: Request): Promise<NewestPage> {
  const before = new URL(request.url).searchParams.get("before") ?? ""
  const asked = { before: /^\d{1,15}$/.test(before) ? Number(before) : null, limit: PAGE }
  return ask((db) => newestChanges(db, scope, filter, asked))
}

interface About {
  readonly title: string
  readonly subtitle: string
  /** Of the feed, and of the page it goes with. */
  readonly path: string
  readonly page: string
}

function answer(page: NewestPage, about: About, reading: Reading, request: Request): Promise<Response> {
  const updated = page.changes[0]?.at ?? null
  // Days are said by the territory's clock, for agendas and feed readers have none of their own.
  const zone = zoneOf(reading.territories[0] ?? "FR")
  const feed: AtomFeed = {
    id: tagOf(SITE.baseUrl, `feeds${about.path.startsWith("/feeds/") ? "/own" : about.path}`),
    title: about.title,
    subtitle: about.subtitle,
    language: reading.locale,
    updated,
    icon: `${SITE.baseUrl}${SITE.icon}`,
    links: linksOf(page, about, request),
    entries: page.changes.map((change) => readAtomEntry(change, { ...reading, zone })),
  }
  return answerFeed(request, {
    body: atomText(feed),
    type: `${TYPE}; charset=utf-8`,
    at: updated,
    headers: {
      "cache-control": "private, max-age=300",
      vary: "accept-encoding, accept-language, cookie",
      "x-robots-tag": "noindex",
    },
  })
}

function linksOf(page: NewestPage, { path, page: html }: About, request: Request): readonly AtomLink[] {
  const lang = new URL(request.url).searchParams.get("lang")
  const before = new URL(request.url).searchParams.get("before")
  const at = (cursor: string | null) => {
    const stated = new URLSearchParams([
      ...(lang === null ? [] : [["lang", lang]]),
      ...(cursor === null ? [] : [["before", cursor]]),
    ] as [string, string][])
    return `${SITE.baseUrl}${path}${stated.size === 0 ? "" : `?${stated}`}`
  }
  return [
    { rel: "self", href: at(before), type: TYPE },
    { rel: "alternate", href: `${SITE.baseUrl}${html}`, type: "text/html" },
    ...(before === null ? [] : [{ rel: "first", href: at(null), type: TYPE } as const]),
    ...(page.next === null ? [] : [{ rel: "next", href: at(String(page.next)), type: TYPE } as const]),
  ]
}
