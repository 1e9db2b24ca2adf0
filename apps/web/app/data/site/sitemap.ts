/** Most films on one page of the sitemap; the protocol allows 50,000 addresses (https://www.sitemaps.org/protocol.html). */
export const FILMS_PER_PAGE = 10_000

export interface Listed {
  /** With its slash. */
  readonly path: string
  /** Epoch ms UTC; null: not known. */
  readonly at: number | null
}

/** `urlset` or `sitemapindex`, as the protocol has them. */
export function sitemapText(kind: "urlset" | "sitemapindex", baseUrl: string, listed: readonly Listed[]): string {
  const each = kind === "urlset" ? "url" : "sitemap"
  const lines = listed.map(({ path, at }) => {
    const day = at === null ? "" : `<lastmod>${new Date(at).toISOString().slice(0, 10)}</lastmod>`
    return `<${each}><loc>${encode(`${baseUrl}${path}`)}</loc>${day}</${each}>`
  })
  const root = `<${kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n${lines.join("\n")}\n</${kind}>\n`
}

function encode(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** What a part of the sitemap is asked for: "films", "films-<id>", "pages"; null for anything else. */
export function partOf(
  name: string,
): { readonly of: "films"; readonly after: string | null } | { readonly of: "pages" } | null {
  if (name === "pages.xml") return { of: "pages" }
  const found = /^films(?:-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?\.xml$/.exec(name)
  return found && { of: "films", after: found[1] ?? null }
}
