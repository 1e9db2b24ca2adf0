/** What robots.txt says to one product token. Written here because robots-parser 3.0.1 does not compare decoded
 * octets (RFC 9309 §2.2.2's own examples), lets other records split a group (§2.2.4) and can disallow /robots.txt. */
export interface RobotsRules {
  /** Patterns normalised as paths are; the longest match decides. */
  readonly rules: readonly RobotsRule[]
  /** Crawl-delay, ms; not of the RFC, a hint for the pace. Null when absent, or more than a day. */
  readonly crawlDelayMs: number | null
}

interface RobotsRule {
  readonly allow: boolean
  readonly pattern: string
}

interface Group {
  readonly rules: RobotsRule[]
  crawlDelayMs: number | null
}

/** RFC 9309 §2.5: at least this much of a file is read; the rest is not. */
export const maxRobotsBytes = 500 * 1024

/**
 * The rules for `userAgent` (its product token is what stands before a slash or space; case does not matter): its own
 * groups taken together, else those of `*`, else none. Never throws: a line that cannot be read is skipped.
 */
export function parseRobots(text: string, userAgent: string): RobotsRules {
  const token = tokenOf(userAgent)
  const own: Group = { rules: [], crawlDelayMs: null }
  const everyone: Group = { rules: [], crawlDelayMs: null }
  let named = false
  let current: Group[] = []
  let naming = false
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [key, value] = recordOf(line)
    if (key === "user-agent") {
      if (!naming) current = []
      naming = true
      if (value === "*") current.push(everyone)
      else if (tokenOf(value) === token) current.push(own)
      named ||= current.includes(own)
    } else if (key === "allow" || key === "disallow") {
      naming = false
      if (value !== "") for (const group of current) group.rules.push({ allow: key === "allow", pattern: fold(value) })
    } else if (key === "crawl-delay") {
      const delayMs = Number(value) * 1000
      if (delayMs > 0 && delayMs <= 86_400_000) for (const group of current) group.crawlDelayMs = delayMs
    }
  }
  return named ? own : everyone
}

/** Whether the rules let `url` be asked: the longest pattern decides, Allow on a tie; /robots.txt always (§2.2.2). */
export function rulesAllow({ rules }: RobotsRules, url: string | URL): boolean {
  const { pathname, search } = typeof url === "string" ? new URL(url) : url
  if (pathname === "/robots.txt" || rules.length === 0) return true
  const path = fold(pathname + search)
  let best: RobotsRule | null = null
  for (const rule of rules) {
    const longer = best === null || rule.pattern.length > best.pattern.length
    const tied = best !== null && rule.pattern.length === best.pattern.length && rule.allow
    if ((longer || tied) && matches(rule.pattern, path)) best = rule
  }
  return best === null || best.allow
}

/** A key and its value; trim() also takes the BOM of the first line (§2.3). */
function recordOf(line: string): readonly [string, string] {
  const [record = ""] = line.split("#", 1)
  const colon = record.indexOf(":")
  return colon < 0 ? ["", ""] : [record.slice(0, colon).trim().toLowerCase(), record.slice(colon + 1).trim()]
}

function tokenOf(userAgent: string): string {
  return /^[a-z_-]*/.exec(userAgent.trim().toLowerCase())?.[0] ?? ""
}

/** Both sides of a comparison in one spelling: unreserved octets decoded, all others encoded in upper case (§2.2.2). */
function fold(path: string): string {
  const encoded = path.replace(/[^\x21-\x7e]+/gu, (text) => encodeURIComponent(text.toWellFormed()))
  return encoded.replace(/%[0-9a-f]{2}/gi, (octet) => {
    const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : octet.toUpperCase()
  })
}

/** `*` is any run, `$` at the end is the end. Each literal goes to its first place, so the cost stays near linear. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith("$")
  const literals = (anchored ? pattern.slice(0, -1) : pattern).split("*")
  const first = literals[0] ?? ""
  if (!path.startsWith(first)) return false
  if (literals.length === 1) return !anchored || path.length === first.length
  let at = first.length
  const last = literals.pop() ?? ""
  for (const literal of literals.slice(1)) {
    const found = path.indexOf(literal, at)
    if (found < 0) return false
    at = found + literal.length
  }
  if (anchored) return path.length - last.length >= at && path.endsWith(last)
  return path.indexOf(last, at) >= 0
}
