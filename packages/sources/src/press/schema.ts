import { z } from "zod"

/** What is used of a schema.org Article, NewsArticle or BlogPosting. */
export const Article = z.object({
  datePublished: z.string().nullable().catch(null).default(null),
  headline: z.string().optional().catch(undefined),
})
export type Article = z.infer<typeof Article>
