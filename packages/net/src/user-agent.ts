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

/** Why a text is no contact: nothing, too long, not what a header can carry, or neither an e-mail address nor a URL. */
export type ContactFault = "empty" | "too_long" | "unwritable" | "no_contact"

const MOST = 200

/** What keeps a contact from standing in the User-Agent; null when it can. White space around it does not count. */
export function contactFault(text: string): ContactFault | null {
  const contact = text.trim()
  if (contact === "") return "empty"
  if (contact.length > MOST) return "too_long"
  if (!/^[\x20-\x27\x2a-\x7e]*$/.test(contact)) return "unwritable"
  if (/^[^\s@<>"',;:\\]+@[^\s@<>"',;:\\/]+\.[^\s@<>"',;:\\/.]+$/.test(contact)) return null
  const url = /^https?:\/\/[^\s"<>\\]+$/i.test(contact) ? URL.parse(contact) : null
  return url === null || url.username !== "" || url.password !== "" ? "no_contact" : null
}
