import { z } from "zod"
import { type Cursor, SourceError } from "../source.ts"
import { Video } from "./schema.ts"

/** How many videos the gateway gives where the address does not ask for a number. */
const PER_PAGE = 20

const Link = z.union([z.string().min(1), z.object({ href: z.string().min(1) }).transform(({ href }) => href), z.null()])
const Links = z.object({ next: Link.optional() })
const Mark = z.union([z.string().min(1), z.number().transform(String), z.null()])

/** One page as the gateway gives it, a bare list, or as others wrap one. */
const Wrapped = z.object({
  next: Link.optional(),
  links: Links.nullish(),
  _links: Links.nullish(),
  pagination: Links.nullish(),
  next_cursor: Mark.optional(),
  cursor: Mark.optional(),
})

export interface Page {
  readonly videos: readonly unknown[]
  /** The next page's address or mark as stated; null = stated that there is none; undefined = nothing is said. */
  readonly next: { readonly url: string } | { readonly mark: string } | null | undefined
}

/** Null for what is no list of videos. */
export function pageIn(data: unknown): Page | null {
  if (Array.isArray(data)) return { videos: data, next: undefined }
  if (Video.safeParse(data).success) return { videos: [data], next: null }
  const wrapped = Wrapped.safeParse(data)
  const videos = ["items", "videos", "data", "results"]
    .map((name) => Object(data)[name] as unknown)
    .find((list): list is unknown[] => Array.isArray(list))
  return wrapped.success && videos ? { videos, next: nextIn(wrapped.data) } : null
}

function nextIn({ next, links, _links, pagination, next_cursor, cursor }: z.infer<typeof Wrapped>): Page["next"] {
  const url = [next, links?.next, _links?.next, pagination?.next].find((each) => each !== undefined)
  if (typeof url === "string") return { url }
  const mark = next_cursor === undefined ? cursor : next_cursor
  if (typeof mark === "string") return { mark }
  return url === null || mark === null ? null : undefined
}

/**
 * Where the page after this one is. What the answer says comes first; else pages are numbered, and go on while they are
 * full. Whether numbers begin at 0 or 1 is documented nowhere: page 1 is asked after the page without a number, and
 * `repeats` it where they begin at 1. Throws SourceError for any other page that begins as the one before.
 */
export function following(
  { videos, next }: Page,
  address: string,
  cursor: Cursor | undefined,
): { readonly next: Cursor | null; readonly repeats: boolean } {
  const url = URL.parse(address)
  const number = Number(url?.searchParams.get("page") ?? 0)
  const state = firstId(videos)
  const repeats = cursor !== undefined && videos.length > 0 && cursor.state === state
  if (repeats && !(number === 1 && next === undefined))
    throw new SourceError(
      "shape_changed",
      `page ${cursor.page} begins with the same video as the page before: ${state}`,
    )
  if (!url || next === null || videos.length === 0) return { next: null, repeats }
  if (next === undefined) {
    if (!isFull(videos.length, url)) return { next: null, repeats }
    url.searchParams.set("page", String(number + 1))
  } else if ("mark" in next) url.searchParams.set("cursor", next.mark)
  const named = next !== undefined && "url" in next ? URL.parse(next.url, url)?.href : undefined
  return { next: { page: (cursor?.page ?? 1) + 1, url: named ?? url.href, state }, repeats }
}

/** Exactly the gateway's own number may be all it gives, whatever is asked for. */
function isFull(count: number, url: URL): boolean {
  return count >= Number(url.searchParams.get("per_page") ?? PER_PAGE) || count === PER_PAGE
}

function firstId(videos: readonly unknown[]): string {
  const video = Video.pick({ id: true }).safeParse(videos[0])
  return video.success ? video.data.id : ""
}
