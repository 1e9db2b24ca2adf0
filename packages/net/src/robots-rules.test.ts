import { describe, expect, test } from "vitest"
import { robotsAllows } from "./robots.ts"
import { parseRobots, rulesAllow } from "./robots-rules.ts"

const agent = "Vigie/1.0 (+https://vigie.example)"
const allows = (text: string, path: string) => robotsAllows(text, `https://film.example${path}`, agent)

describe("I11 which group (RFC 9309 §2.2.1)", () => {
  const rfc = [
    "User-Agent: *",
    "Disallow: *.gif$",
    "Disallow: /example/",
    "Allow: /publications/",
    "",
    "User-Agent: foobot",
    "Disallow:/",
    "Allow:/example/page.html",
    "Allow:/example/allowed.gif",
    "",
    "User-Agent: barbot",
    "User-Agent: bazbot",
    "Disallow: /example/page.html",
    "",
    "User-Agent: quxbot",
    "",
  ].join("\n")

  test.each([
    ["foobot", "/", false],
    ["foobot", "/example/page.html", true],
    ["foobot", "/example/allowed.gif", true],
    ["FooBot/2.1", "/example/other", false],
    ["barbot", "/example/page.html", false],
    ["barbot", "/example/", true],
    ["bazbot", "/example/page.html", false],
    ["quxbot", "/example/page.html", true],
    ["vigie", "/example/page.html", false],
    ["vigie", "/a.gif", false],
    ["vigie", "/a.gif?x", true],
    ["vigie", "/publications/1", true],
  ])("§5.1: %s at %s: %s", (who, path, expected) => {
    expect(robotsAllows(rfc, `https://film.example${path}`, who)).toBe(expected)
  })

  test.each([
    ["the token's case does not matter", "User-agent: VIGIE\nDisallow: /", false],
    ["a version behind it neither", "User-agent: vigie/2 beta\nDisallow: /", false],
    ["a longer token is another robot", "User-agent: vigiebot\nDisallow: /", true],
    ["a shorter one too", "User-agent: vig\nDisallow: /", true],
    ["its own group alone counts, even empty", "User-agent: *\nDisallow: /\n\nUser-agent: vigie\nDisallow:", true],
    ["groups of one token are taken together", "User-agent: vigie\nAllow: /a\n\nUser-agent: vigie\nDisallow: /", false],
    ["groups of * too", "User-agent: *\nAllow: /a\nUser-agent: x\nDisallow: /a\nUser-agent: *\nDisallow: /", false],
    ["other records do not split a group", "User-agent: vigie\nSitemap: /s\n\nUser-agent: x\nDisallow: /", false],
    ["rules before any group are nobody's", "Disallow: /\nUser-agent: x\nDisallow: /", true],
    ["a BOM, CR line ends, comments and spaces", "\uFEFFuser-AGENT : * # all\rDISALLOW : /  # nothing", false],
    ["a page instead of a file", "<!doctype html><html><body>Not found: /", true],
    ["nothing", "", true],
  ])("%s", (_what, text, expected) => {
    expect(allows(text, "/film/1")).toBe(expected)
  })
})

describe("I11 which rule (RFC 9309 §2.2.2-2.2.3)", () => {
  test("§5.2: the longest match decides", () => {
    const text = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif"

    expect(robotsAllows(text, "https://x.example/example/page/", "foobot")).toBe(true)
    expect(robotsAllows(text, "https://x.example/example/page/disallowed.gif", "foobot")).toBe(false)
  })

  test.each([
    ["/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", true],
    ["/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https%3a%2f%2ffoo.bar", false],
    ["/foo/bar/\u30C4", "/foo/bar/%E3%83%84", false],
    ["/foo/bar/%E3%83%84", "/foo/bar/\u30C4", false],
    ["/foo/bar/%62%61%7A", "/foo/bar/baz", false],
    ["/foo/bar/baz", "/foo/bar/%62%61%7A", false],
    ["/a%2fb", "/a/b", true],
    ["/~moi", "/%7Emoi/x", false],
    ["/path/file-with-a-%2A.html", "/path/file-with-a-*.html", true],
    ["/\ud800", "/x", true],
  ])("octets: Disallow %s at %s: %s", (pattern, path, expected) => {
    expect(allows(`User-agent: *\nDisallow: ${pattern}`, path)).toBe(expected)
  })

  test.each([
    ["/fish", "/fish.html", true],
    ["/fish", "/Fish", false],
    ["/fish/", "/fish", false],
    ["/*.php", "/a/b.php?x", true],
    ["/*.php$", "/a.php?x", false],
    ["/*.php$", "/a.php.php", true],
    ["/a$", "/a", true],
    ["/a$", "/ab", false],
    ["/a$b", "/a$bc", true],
    ["*", "/", true],
    ["/a*b*c$", "/a-bc-b-c", true],
    ["/a*bc$", "/abc-b", false],
    ["/ab*b$", "/ab", false],
    ["/x**y", "/xy", true],
    ["/film?id=*&page=", "/film?id=3&page=2", true],
  ])("wildcards: %s matches %s: %s", (pattern, path, matched) => {
    expect(allows(`User-agent: *\nDisallow: ${pattern}`, path)).toBe(!matched)
  })

  test("Allow wins a tie, whichever comes first, and /robots.txt is always allowed", () => {
    expect(allows("User-agent: *\nDisallow: /a\nAllow: /a", "/a")).toBe(true)
    expect(allows("User-agent: *\nAllow: /a\nDisallow: /a", "/a")).toBe(true)
    expect(allows("User-agent: *\nDisallow: /", "/robots.txt")).toBe(true)
  })

  test("a file made to be slow is not", () => {
    const text = `User-agent: *\n${`Disallow: /${"*a".repeat(100)}b\n`.repeat(2_000)}`
    const started = performance.now()

    expect(rulesAllow(parseRobots(text, agent), `https://film.example/${"a".repeat(2_000)}`)).toBe(true)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

test.each([
  ["User-agent: *\nCrawl-delay: 2.5", 2_500],
  ["User-agent: *\nCrawl-delay: 9\nUser-agent: vigie\nCrawl-delay: 1", 1_000],
  ["User-agent: x\nCrawl-delay: 9", null],
  ["User-agent: *\nCrawl-delay: -1", null],
  ["User-agent: *\nCrawl-delay: 1e9", null],
  ["User-agent: *\nCrawl-delay: soon", null],
])("I11 Crawl-delay is a hint: %j", (text, expected) => {
  expect(parseRobots(text, agent).crawlDelayMs).toBe(expected)
})
