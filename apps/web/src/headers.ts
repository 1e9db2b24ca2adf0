import type { ServerResponse } from "node:http"

/** No page needs a script; what a page loads comes from this server. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ")

/** The one page that asks a browser for its notifications loads our own script, and nobody else's. */
export const PAGE_WITH_SCRIPT_POLICY = `${POLICY}; script-src 'self'`

/** A mail is shown as it was sent, inline styles included, where it can neither run nor load anything. */
export const MAIL_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-top-navigation-by-user-activation",
].join("; ")

/** Headers of every answer; a route may set its own in their place. */
export function secure(response: ServerResponse): void {
  response.setHeader("content-security-policy", POLICY)
  response.setHeader("x-content-type-options", "nosniff")
  // A form's Origin is "null" under no-referrer.
  response.setHeader("referrer-policy", "same-origin")
  response.setHeader("cross-origin-opener-policy", "same-origin")
  response.setHeader("cross-origin-resource-policy", "same-origin")
  response.setHeader("permissions-policy", "camera=(), geolocation=(), microphone=()")
}
