/** Pages of one person, pages that act, and searches without end: no programme has any use of them. */
const PRIVATE = [
  "/account",
  "/calendar/",
  "/check",
  "/export",
  "/feeds/",
  "/films?",
  "/import",
  "/invite",
  "/lookups",
  "/mailbox",
  "/open",
  "/operations",
  "/setup",
  "/sign-in",
  "/sign-up",
  "/unsubscribe",
  "/watchlist",
]

/** robots.txt (RFC 9309). An installation of one person is nobody else's to read. */
export function robotsText({ baseUrl, indexed }: { readonly baseUrl: string; readonly indexed: boolean }): string {
  if (!indexed) return "User-agent: *\nDisallow: /\n"
  return [
    "User-agent: *",
    ...PRIVATE.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${baseUrl}/sitemap.xml`,
    "",
  ].join("\n")
}
