/** How robots.txt files call us (RFC 9309 §2.2.1). */
export const productToken = "Vigie"

/**
 * `Vigie/<version> (+<url>; <contact>)`, parts that are not known left out. Throws RangeError when a part cannot stand in
 * a header's comment: printable ASCII without parentheses, 200 characters at most.
 */
export function userAgent(version: string, url: string | null, contact: string | null): string {
  const about = [url === null ? null : `+${url}`, contact].filter((part) => part !== null)
  const bad = [version, ...about].find((part) => !/^[\x20-\x27\x2a-\x7e]{1,200}$/.test(part))
  if (bad !== undefined) {
    throw new RangeError(`User-Agent: ${JSON.stringify(bad)} is not printable ASCII without parentheses`)
  }
  return about.length === 0 ? `${productToken}/${version}` : `${productToken}/${version} (${about.join("; ")})`
}
