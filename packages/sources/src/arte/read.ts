import type { Coverage, Rejection, Sighting } from "@vigie/core"
import type { z } from "zod"
import { assertMostRead } from "../rows.ts"
import { type Cursor, type Document, SourceError, type TargetRef } from "../source.ts"
import { shorten } from "../text.ts"
import { workOfTeaser } from "./emac.ts"
import { sightingsOf, type Work } from "./normalise.ts"
import { workOfProgramme } from "./opa.ts"
import { cursorOf, onSameHost, type State, stateOf } from "./pages.ts"
import { workOfPlayer } from "./player.ts"
import { isFullProgramme, programmeIn } from "./programmes.ts"
import { Opa, Page, Player, Programme, Shown, Teaser, Wrapped, Zone } from "./schema.ts"

/** What one answer gives, whatever its form. */
export interface Reading {
  readonly claims: Coverage["claims"]
  readonly works: readonly Work[]
  readonly sightings: readonly Sighting[]
  readonly rejected: readonly Rejection[]
  readonly next?: Cursor | undefined
}

interface Asked {
  readonly document: Document
  readonly target: TargetRef
  readonly cursor: Cursor | undefined
}

type Items = readonly { readonly item: unknown; readonly place: string }[]

/** Throws SourceError where the answer is in none of the four forms. */
export function readAnswer(answer: unknown, asked: Asked): Reading {
  const data = unwrapped(answer)
  const page = Page.safeParse(data)
  if (page.success) return readPage(page.data, asked)
  const player = Player.safeParse(data)
  if (player.success) return readPlayer(player.data, asked)
  const opa = Opa.safeParse(data)
  const programmes = opa.success ? (opa.data.programs ?? opa.data.videos) : undefined
  if (opa.success && programmes) return readProgrammes(opa.data, programmes, asked)
  const zone = Zone.safeParse(contentOf(data))
  if (zone.success) return readZone(zone.data, asked)
  throw new SourceError("shape_changed", "expected a page of zones, a zone, programmes or a player's configuration")
}

function unwrapped(answer: unknown): unknown {
  const wrapped = Wrapped.safeParse(answer)
  if (wrapped.success && (wrapped.data.tag ?? "Ok") === "Ok") return wrapped.data.value
  const tag = typeof answer === "object" && answer !== null && "tag" in answer ? answer.tag : undefined
  if (typeof tag !== "string" || tag === "Ok") return answer
  throw new SourceError(
    "refused",
    `the answer is tagged "${shorten(tag, 60)}": ${shorten(JSON.stringify(answer), 120)}`,
  )
}

const contentOf = (data: unknown): unknown =>
  typeof data === "object" && data !== null && "content" in data ? data.content : data

/** A page: its zones' programmes, then the zones' further pages. Only a subcategory lists all there is of something. */
function readPage({ code, zones }: Page, asked: Asked): Reading {
  const read = zones.flatMap(({ content }, index) => {
    if (content === null || content === undefined) return []
    const zone = Zone.safeParse(content)
    if (!zone.success)
      throw new SourceError("shape_changed", `zones[${index}].content: ${zone.error.issues[0]?.message}`)
    return [{ zone: zone.data, place: `zones[${index}].content.data` }]
  })
  if (read.every(({ zone }) => zone.data.length === 0))
    throw new SourceError("shape_changed", "no programmes: every zone of the page is empty")
  const listing = /^SUBCATEGORY_/u.test(code ?? "") && read.every(({ zone }) => isFollowed(zone))
  const nexts = read.flatMap(({ zone }) => onSameHost(zone.pagination?.links?.next, asked.document.url) ?? [])
  const items = read.flatMap(({ zone, place }) => zone.data.map((item, at) => ({ item, place: `${place}[${at}]` })))
  const own = ownProgramme(asked)
  if (own !== null) return readOwn(own, items, asked)
  return readTeasers(items, { pending: nexts, claims: listing ? "complete" : "none", listing: code }, asked)
}

/** The programme whose own page was asked for (`…/web/programs/047570-000-A`). */
function ownProgramme({ target, document }: Asked): string | null {
  return programmeIn(target.reference) ?? programmeIn(document.url ?? "")
}

/** A programme's own page states all of it; what else the page shows is left to the other targets. */
function readOwn(own: string, items: Items, asked: Asked): Reading {
  const shown = items.filter(({ item }) => Shown.safeParse(item).data?.programId === own)
  if (shown.length === 0) throw new SourceError("shape_changed", `programme ${own} is not on its page`)
  // Its credits stand in one zone, and it may be shown again in others without.
  const full = shown.filter(({ item }) => typeof item === "object" && item !== null && "credits" in item)
  const read = readTeasers(full.length > 0 ? full : shown, { pending: [], claims: "complete", listing: null }, asked)
  return read.works.length > 0 ? read : { ...read, claims: "none" }
}

/** A further page of a zone, or a zone read on its own. */
function readZone(zone: Zone, asked: Asked): Reading {
  const { page, totalCount } = zone.pagination ?? { page: 1, totalCount: null }
  if (zone.data.length === 0 && page <= 1 && totalCount !== 0 && asked.cursor === undefined)
    throw new SourceError("shape_changed", "no programmes: the zone is empty and does not say so")
  const { pending, claims, listing } = stateOf(asked.cursor)
  const own = onSameHost(zone.pagination?.links?.next, asked.document.url)
  const items = zone.data.map((item, at) => ({ item, place: `data[${at}]` }))
  const left = [own ?? [], pending].flat()
  const state: State = { pending: left, claims: isFollowed(zone) ? claims : "none", listing }
  return readTeasers(items, state, asked)
}

/** False for a zone that has more pages than it links to. */
function isFollowed({ pagination }: Zone): boolean {
  if (!pagination) return true
  return pagination.page >= (pagination.pages ?? 1) || Boolean(pagination.links?.next)
}

function readTeasers(items: Items, state: State, asked: Asked): Reading {
  const { target, cursor } = asked
  const make = (teaser: Teaser, place: string) => workOfTeaser(teaser, place, target.territory, state.listing)
  return { ...readItems(items, Teaser, make, asked), claims: state.claims, next: cursorOf(state, cursor) }
}

/** Programmes of OPA: one that was asked for by its id states all of it, a list says nothing of what it leaves out. */
function readProgrammes(opa: z.infer<typeof Opa>, programmes: readonly unknown[], asked: Asked): Reading {
  const { document, target, cursor } = asked
  const meta = opa.meta?.programs ?? opa.meta?.videos
  if (programmes.length === 0 && meta?.totalCount !== 0 && !cursor)
    throw new SourceError("shape_changed", "no programmes: the list is empty and does not say so")
  const wanted = programmeIn(target.reference) ?? programmeIn(document.url ?? "")
  const items = programmes.map((item, at) => ({ item, place: `programs[${at}]` }))
  const read = readItems(items, Programme, (one, at) => workOfProgramme(one, at, target.territory), asked)
  const ids = new Set(read.works.map(({ film }) => film.ids.arte))
  if (wanted !== null && ids.size > 0) assertSame(wanted, [...ids].join(", "))
  const following = onSameHost(meta?.links?.next?.href, document.url)
  const alone = !following && !cursor && programmes.length === 1
  const claims = alone || wanted !== null ? "complete" : "none"
  const state: State = { pending: following ? [following] : [], claims, listing: null }
  return { ...read, claims: state.claims, next: cursorOf(state, cursor) }
}

function readPlayer(player: Player, { document, target }: Asked): Reading {
  const wanted = programmeIn(target.reference) ?? programmeIn(document.url ?? "")
  const { providerId } = player.data.attributes.metadata
  if (wanted !== null) assertSame(wanted, providerId)
  const work = workOfPlayer(player, target.territory)
  // While the channel shows it live, the player says nothing of its replay.
  const full = work !== null && isFullProgramme({ programId: providerId, stickers: [], ...NOTHING })
  if (!full) return { claims: "none", works: [], sightings: [], rejected: [] }
  const read = sightingsOf(work, target.zone)
  assertMostRead(read.rejected, 1)
  return { claims: "complete", works: [work], ...read }
}

const NOTHING = { kind: null, live: null, availability: null } as const

function assertSame(wanted: string, found: string): void {
  if (wanted !== found) throw new SourceError("shape_changed", `programme ${found}, expected ${wanted}`)
}

/** The full programmes of a list, each once though several zones show it; what is no programme is left out. */
function readItems<T extends Teaser | Programme>(
  items: Items,
  shape: z.ZodType<T>,
  make: (read: T, place: string) => Work,
  { target }: Asked,
) {
  const works = new Map<string, Work>()
  const sightings: Sighting[] = []
  const rejected: Rejection[] = []
  let rows = 0
  for (const { item, place } of items) {
    const shown = Shown.safeParse(item)
    if (shown.success && (!isFullProgramme(shown.data) || hasNoWindow(item))) continue
    const read = shape.safeParse(item)
    const fault = read.success ? faultOf(read.data.title) : issueOf(read.error)
    if (!read.success || fault !== null) {
      rows += 1
      rejected.push({ place, reason: fault ?? "unreadable" })
      continue
    }
    const work = make(read.data, place)
    const key = JSON.stringify([
      work.film.ids.arte,
      work.geoblocking,
      work.replays.map(({ start, end }) => [start, end]),
    ])
    if (works.has(key)) continue
    const periods = sightingsOf(work, target.zone)
    rows += work.replays.length + work.broadcasts.length
    sightings.push(...periods.sightings)
    rejected.push(...periods.rejected)
    if (periods.sightings.length > 0) works.set(key, work)
  }
  assertMostRead(rejected, rows)
  return { works: [...works.values()], sightings, rejected }
}

/** A teaser says so itself: its availability is null. */
function hasNoWindow(item: unknown): boolean {
  return typeof item === "object" && item !== null && "availability" in item && item.availability === null
}

function faultOf(title: string): string | null {
  if (title.trim() === "") return "no title"
  return title.includes("\uFFFD") ? `unreadable characters in the title "${shorten(title, 60)}"` : null
}

function issueOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.map(String).join(".")}: ${issue?.message}`.replace(/^: /u, "")
}
