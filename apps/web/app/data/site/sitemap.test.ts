import { expect, test } from "vitest"
import { robotsText } from "./robots.ts"
import { partOf, sitemapText } from "./sitemap.ts"

const ID = "019b2c7e-0000-7000-8000-000000000001"

test("an installation of one person is closed to every robot", () => {
  expect(robotsText({ baseUrl: "https://vigie.example", indexed: false })).toBe("User-agent: *\nDisallow: /\n")
})

test("robots are led to the sitemap, and past what is one person's own", () => {
  const text = robotsText({ baseUrl: "https://vigie.example", indexed: true })

  expect(text).toContain("\nSitemap: https://vigie.example/sitemap.xml\n")
  for (const path of ["/watchlist", "/account", "/mailbox", "/unsubscribe", "/setup"])
    expect(text).toContain(`\nDisallow: ${path}\n`)
  expect(text).not.toMatch(/^Disallow: \/(films)?$/m)
})

test("addresses are escaped, with their day where it is known", () => {
  const listed = [
    { path: "/awards/A%26B's", at: null },
    { path: "/films/x", at: Date.UTC(2026, 6, 7) },
  ]

  const text = sitemapText("urlset", "https://vigie.example/<&", listed)

  expect(text).toContain("<url><loc>https://vigie.example/&#60;&#38;/awards/A%26B&#39;s</loc></url>")
  expect(text).toContain("/films/x</loc><lastmod>2026-07-07</lastmod></url>")
})

test.each([
  ["pages.xml", { of: "pages" }],
  ["films.xml", { of: "films", after: null }],
  [`films-${ID}.xml`, { of: "films", after: ID }],
  ["films-1.xml", null],
  ["films-.xml", null],
  ["people.xml", null],
  ["films.xml.gz", null],
])("part %s", (name, expected) => {
  expect(partOf(name)).toEqual(expected)
})
