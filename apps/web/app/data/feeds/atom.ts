import type { Ms } from "@vigie/core"

/*
 * Written here: the library at hand (`feed`) takes titles for markup, rewrites the ids it is given, knows no paging links and
 * no language, lets characters through that XML forbids, and stands on a writer nobody looks after.
 */

export interface AtomLink {
  readonly rel: "self" | "alternate" | "related" | "next" | "first" | "via"
  readonly href: string
  readonly type?: string
}

export interface AtomEntry {
  readonly id: string
  readonly title: string
  readonly updated: Ms
  /** Whose words they are. */
  readonly authors: readonly string[]
  /** Paragraphs of plain text. */
  readonly content: readonly string[]
  readonly category: { readonly term: string; readonly label: string }
  readonly rights: string | null
  readonly links: readonly AtomLink[]
}

export interface AtomFeed {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly language: string
  /** Of its newest entry; null: it never had one. */
  readonly updated: Ms | null
  readonly icon: string
  readonly links: readonly AtomLink[]
  /** Newest first. */
  readonly entries: readonly AtomEntry[]
}

/** An Atom document (RFC 4287). The same feed makes the same bytes. */
export function atomText(feed: AtomFeed): string {
  return [
    `<?xml version="1.0" encoding="utf-8"?>`,
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(feed.language)}">`,
    element("id", feed.id),
    element("title", feed.title),
    element("subtitle", feed.subtitle),
    element("updated", instant(feed.updated ?? 0)),
    `<author>${element("name", "Vigie")}</author>`,
    element("generator", "Vigie"),
    element("icon", feed.icon),
    ...feed.links.map(link),
    ...feed.entries.map(entry),
    "</feed>",
    "",
  ].join("\n")
}

function entry(one: AtomEntry): string {
  const { term, label } = one.category
  return [
    "<entry>",
    element("id", one.id),
    element("title", one.title),
    element("updated", instant(one.updated)),
    element("published", instant(one.updated)),
    ...one.authors.map((name) => `<author>${element("name", name)}</author>`),
    `<category term="${escaped(term)}" label="${escaped(label)}"/>`,
    ...(one.rights === null ? [] : [element("rights", one.rights)]),
    ...one.links.map(link),
    `<content type="text">${escaped(one.content.join("\n"))}</content>`,
    "</entry>",
  ].join("\n")
}

const element = (name: string, text: string) => `<${name}>${escaped(text)}</${name}>`
const instant = (at: Ms) => new Date(at).toISOString()

function link({ rel, href, type }: AtomLink): string {
  return `<link rel="${rel}" href="${escaped(href)}"${type === undefined ? "" : ` type="${escaped(type)}"`}/>`
}

// https://www.w3.org/TR/xml/#charsets: no reference stands for any other character either.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

function escaped(text: string): string {
  return text.replace(FORBIDDEN, "\u{FFFD}").replace(/[&<>"'\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/**
 * An id that stays whatever becomes of the page it is about (RFC 4151): `tag:vigie.example,2026:changes/…`. A name is taken
 * for its owner's, an address in brackets is none.
 */
export function tagOf(baseUrl: string, what: string): string {
  const { hostname } = new URL(baseUrl)
  return `tag:${hostname.startsWith("[") ? "localhost" : hostname},2026:${what}`
}
