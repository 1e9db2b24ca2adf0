import { gzipSync } from "node:zlib"
import { type Ms, toIso } from "@vigie/core"
import { type FakeFilm, fakeFilms } from "./fake-films.ts"
import { openSite } from "./site.ts"

const DAY: Ms = 86_400_000
/** Videos of a gateway page, and films of the gateway: two full pages and a part of a third. */
const PER_PAGE = 50
const FILMS = 130
/** Programmes on Arte's page and on its zone's second page. */
const ARTE = { first: 4, second: 3 }
/** Films in the guide: the gateway's first ones, then some that no other feed knows. */
const GUIDE = { known: 5, unknown: 3 }

/** The feeds of the French pack on loopback: invented films, in the shapes that france.tv, Arte and a guide give. */
export interface FakeFeeds {
  readonly host: string
  /** The settings that lead the sources here, and the permission to ask this host. */
  readonly env: Readonly<
    Record<"FRANCETV_URL" | "ARTE_URL" | "ARTE_PROGRAMMES_URL" | "XMLTV_URL" | "VIGIE_ALLOW_HOSTS", string>
  >
  /** What is asked so far, robots.txt aside. */
  readonly asked: readonly string[]
  /** The films of the gateway, all with rights from two days before `now` to twenty days after. */
  readonly films: readonly FakeFilm[]
  /** How many programmes Arte shows, and how many slots the guide has. */
  readonly programmes: number
  readonly slots: number
  /** From now on a page of the gateway answers this status (200: as it was). */
  failPage(page: number, status: number): void
  /** Takes a film off the gateway, or puts it back. */
  withdraw(film: FakeFilm, withdrawn?: boolean): void
  close(): Promise<void>
}

/** `now`: the moment around which everything is on. */
export async function fakeFeeds(now: Ms): Promise<FakeFeeds> {
  const site = await openSite()
  const films = fakeFilms(FILMS)
  const failing = new Map<number, number>()
  const withdrawn = new Set<number>()
  site.show("/v1/videos", (url) => {
    const page = Number(url.searchParams.get("page") ?? 1)
    const listed = films.filter(({ number }) => !withdrawn.has(number))
    const videos = listed.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((film) => videoOf(film, now))
    const status = failing.get(page) ?? 200
    return status === 200 ? json(videos) : { status, type: "text/html", body: "<h1>Bad gateway</h1>" }
  })
  const arte = fakeFilms(FILMS + ARTE.first + ARTE.second).slice(FILMS)
  site.show("/api/emac/page", () => json(artePage(arte.slice(0, ARTE.first), now)))
  site.show("/api/emac/zone", () => json(zoneOf(arte.slice(ARTE.first), now, 2)))
  for (const film of arte) site.show(`/api/emac/programs/${programIdOf(film)}`, () => json(programmePage(film, now)))
  const unknown = fakeFilms(FILMS + 20).slice(-GUIDE.unknown)
  site.show("/guide.xml.gz", gzipSync(guideOf([...films.slice(0, GUIDE.known), ...unknown], now)))
  return {
    host: site.host,
    env: {
      FRANCETV_URL: `${site.url}/v1/videos?category.id=films&per_page=${PER_PAGE}`,
      ARTE_URL: `${site.url}/api/emac/page`,
      ARTE_PROGRAMMES_URL: `${site.url}/api/emac/programs`,
      XMLTV_URL: `${site.url}/guide.xml.gz`,
      VIGIE_ALLOW_HOSTS: site.host,
    },
    asked: site.asked,
    films,
    programmes: arte.length,
    slots: GUIDE.known + GUIDE.unknown,
    failPage: (page, status) => void failing.set(page, status),
    withdraw: ({ number }, is = true) => void (is ? withdrawn.add(number) : withdrawn.delete(number)),
    close: site.close,
  }
}

const json = (value: unknown) => ({ type: "application/json", body: JSON.stringify(value) })

function videoOf({ number, title, year, director, minutes }: FakeFilm, now: Ms) {
  const [first_name, last_name] = director
  const id = `5b1f0c2a-0000-4000-8000-${String(number).padStart(12, "0")}`
  return {
    id,
    title,
    produced_at: String(year),
    duration: `PT${Math.floor(minutes / 60)}H${minutes % 60}M0S`,
    platforms: { ftv: { exploitation_windows: [{ start: toIso(now - 2 * DAY), end: toIso(now + 20 * DAY) }] } },
    credits: [{ first_name, last_name, role: { id: "realisateur" } }],
    tags: [{ type: "genre", label: "drame" }],
    ftv_raw_url: `https://www.france.tv/films/${number}.html`,
  }
}

function artePage(films: readonly FakeFilm[], now: Ms) {
  const zones = [{ code: "listing_SUBCATEGORY_FLM", content: zoneOf(films, now, 1) }]
  return { tag: "Ok", value: { code: "SUBCATEGORY_FLM", zones } }
}

function zoneOf(films: readonly FakeFilm[], now: Ms, page: 1 | 2) {
  const next = page === 1 ? "https://api.arte.tv/api/emac/zone?page=2" : null
  return { data: films.map((film) => teaserOf(film, now)), pagination: { page, pages: 2, links: { next } } }
}

/** A programme's own page: the list says neither its year nor its director. */
function programmePage(film: FakeFilm, now: Ms) {
  const { year, director } = film
  const credits = [
    { code: "REA", values: [director.join(" ")] },
    { code: "PRODUCTION_YEAR", values: [String(year)] },
  ]
  const content = { data: [{ ...teaserOf(film, now), credits }], pagination: null }
  return { tag: "Ok", value: { code: "PROGRAM", zones: [{ code: "program_content", content }] } }
}

const programIdOf = ({ number }: FakeFilm) => `${100_000 + number}-000-A`

function teaserOf(film: FakeFilm, now: Ms) {
  const { title, minutes } = film
  const programId = programIdOf(film)
  return {
    programId,
    title,
    subtitle: null,
    url: `https://www.arte.tv/fr/videos/${programId}/`,
    kind: { code: "SHOW", isCollection: false },
    duration: minutes * 60,
    genre: { label: "Cinéma" },
    geoblocking: { code: "DE_FR", inclusion: [], exclusion: [] },
    audioVersions: [{ code: "VF" }],
    stickers: [],
    availability: { type: "VOD", start: toIso(now - DAY), end: toIso(now + 30 * DAY) },
  }
}

/** A slot each evening from tomorrow, in one guide of one channel. */
function guideOf(films: readonly FakeFilm[], now: Ms): string {
  const at = (ms: Ms) =>
    toIso(ms)
      .replace(/[-:TZ]/gu, "")
      .slice(0, 14)
  const programmes = films.map(({ title, year, director, minutes }, index) => {
    const start = now + (index + 1) * DAY
    return `<programme start="${at(start)}" stop="${at(start + minutes * 60_000)}" channel="c3.example">
<title>${title}</title><credits><director>${director.join(" ")}</director></credits><date>${year}</date>
<category>film</category><length units="minutes">${minutes}</length></programme>`
  })
  const channel = '<channel id="c3.example"><display-name>France 3</display-name></channel>'
  return `<?xml version="1.0" encoding="UTF-8"?>\n<tv>${channel}\n${programmes.join("\n")}\n</tv>\n`
}
