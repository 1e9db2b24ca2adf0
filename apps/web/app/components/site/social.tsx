import { useContext } from "react"
import { useLocation, useRouteLoaderData } from "react-router"
import type { SiteFacts } from "../../data/site/site.server.ts"
import type { Locale } from "../../i18n/locale.ts"
import { LocaleContext, useWords } from "../../i18n/words.ts"

interface SocialProps {
  /** Without the site's name. */
  readonly title: string
  /** A sentence or two, in the page's language. */
  readonly description: string
  /** `video.movie` for a film's page. */
  readonly type?: "website" | "video.movie" | "profile"
  /** Parameters that make it another page (a list's next one); all others are left out of its one address. */
  readonly keep?: readonly string[]
  /** Of one person only, or of no use found by a search engine. */
  readonly hidden?: boolean
}

const OTHER: Readonly<Record<Locale, Locale>> = { fr: "en", en: "fr" }
const TAGS: Readonly<Record<Locale, string>> = { fr: "fr_FR", en: "en_GB" }

/** What search engines and other sites read of a page: its one address, its languages, and what to show of it. */
export function Social({ title, description, type = "website", keep = [], hidden = false }: SocialProps) {
  const locale = useContext(LocaleContext)
  const { site } = useWords()
  const facts = useSite()
  const canonical = useCanonical(keep)
  if (hidden || facts === null) return <meta name="robots" content="noindex" />
  const short = shorten(description)
  return (
    <>
      <meta name="description" content={short} />
      <link rel="canonical" href={canonical} />
      {(["fr", "en"] as const).map((each) => (
        <link key={each} rel="alternate" hrefLang={each} href={withLanguage(canonical, each)} />
      ))}
      <link rel="alternate" hrefLang="x-default" href={canonical} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={short} />
      <meta property="og:type" content={type} />
      <meta property="og:url" content={canonical} />
      <meta property="og:site_name" content={site.name} />
      <meta property="og:locale" content={TAGS[locale]} />
      <meta property="og:locale:alternate" content={TAGS[OTHER[locale]]} />
      <meta property="og:image" content={`${facts.baseUrl}${facts.icon}`} />
      <meta name="twitter:card" content="summary" />
    </>
  )
}

/** The same of a page about several films: a platform's, a person's, a place's. */
export function About({ name, ...rest }: { readonly name: string } & Omit<SocialProps, "title" | "description">) {
  const { front } = useWords()
  return <Social title={name} description={front.about(name)} {...rest} />
}

/** Where this installation is, for addresses that leave it; null where not even that could be read. */
export function useSite(): SiteFacts | null {
  const root = useRouteLoaderData("root") as { readonly site?: SiteFacts } | undefined
  return root?.site ?? null
}

/** This page's one address: `https://…/films/les-milles`. */
export function useCanonical(keep: readonly string[] = []): string {
  const { pathname, search } = useLocation()
  const given = new URLSearchParams(search)
  const kept = new URLSearchParams(keep.flatMap((name) => given.getAll(name).map((value) => [name, value])))
  const path = pathname === "/" ? "/" : pathname.replace(/\/+$/, "")
  return `${useSite()?.baseUrl ?? ""}${path}${kept.size === 0 ? "" : `?${kept}`}`
}

/** A page in one language, whatever the reader's browser asks for. */
export function withLanguage(address: string, locale: Locale): string {
  return `${address}${address.includes("?") ? "&" : "?"}lang=${locale}`
}

const LONGEST = 200

function shorten(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim()
  if (flat.length <= LONGEST) return flat
  const cut = flat.lastIndexOf(" ", LONGEST - 1)
  return `${flat.slice(0, cut > 0 ? cut : LONGEST - 1)}…`
}
