import { z } from "zod"

/** Text that is there; an empty one, and the word databases export for none, is null. */
export function said(text: string | undefined): string | null {
  const words = (text ?? "").replace(/[\s\u200B\uFEFF]+/gu, " ").trim()
  return /^(?:null|n\/a|-)?$/iu.test(words) ? null : words
}

const Said = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => said(text ?? undefined))
  .catch(null)

/** The elements that have the shape; others are left out, since none of them is what a video is read for. */
const listOf = <T extends z.ZodType>(element: T) =>
  z
    .array(z.unknown())
    .catch([])
    .default([])
    .transform((items) =>
      items.flatMap((item) => {
        const read = element.safeParse(item)
        return read.success ? [read.data] : []
      }),
    )

const Credit = z.object({ first_name: Said, last_name: Said, role: z.object({ id: z.string() }) })
const Tag = z.object({ type: z.string(), label: z.string() })
const Track = z.union([
  z.string().transform((id) => ({ id, language: null })),
  z.object({ id: z.string().catch(""), language: z.string().nullish().catch(null) }),
])

/** A date as stated: ISO 8601 text, or an epoch. */
const When = z.union([z.string(), z.number()]).nullish()
export const Exploitation = z.object({ start: When, end: When })
export type Exploitation = z.infer<typeof Exploitation>

/** A video of the gateway; only what is used. */
export const Video = z.object({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  title: Said,
  description: Said,
  produced_at: Said,
  duration: Said,
  expected_duration: Said,
  platforms: z.object({ ftv: z.object({ exploitation_windows: z.array(z.unknown()) }) }),
  credits: listOf(Credit),
  tags: listOf(Tag),
  audio_tracks: listOf(Track),
  allocine: z.object({ movie_id: Said }).nullish().catch(null),
  imdb: z.object({ episode_id: Said }).nullish().catch(null),
  ftv_raw_url: Said,
  rating: Said,
})
export type Video = z.infer<typeof Video>

/** What an answer says when it is none. */
export const Failure = z.object({
  error: z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]).optional(),
  message: z.string().optional(),
})
