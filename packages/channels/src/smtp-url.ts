/** Where and as whom to hand mails over. */
export interface SmtpAddress {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (smtps). */
  readonly secure: boolean
  /** STARTTLS or nothing: a password never crosses a network in the clear. */
  readonly requireTls: boolean
  readonly auth: { readonly user: string; readonly pass: string } | null
}

const EXPECTED = "smtp://user:password@host:587 or smtps://user:password@host:465 is expected"

/**
 * Reads SMTP_URL. Ports default to 587 (smtp) and 465 (smtps); user and password are percent-encoded. With a password,
 * smtp:// needs STARTTLS unless the host is this machine or `?tls=off`. Throws one line that never shows the password.
 */
export function parseSmtpUrl(text: string): SmtpAddress {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null) throw new Error(`SMTP_URL: not a URL; ${EXPECTED} (a #, / or @ in the password is percent-encoded)`)
  if (url.protocol !== "smtp:" && url.protocol !== "smtps:") {
    throw new Error(`SMTP_URL: scheme ${JSON.stringify(url.protocol.slice(0, -1))}; ${EXPECTED}`)
  }
  if (url.hostname === "") throw new Error(`SMTP_URL: no host; ${EXPECTED}`)
  if (url.hash !== "" || (url.pathname !== "" && url.pathname !== "/")) {
    throw new Error(`SMTP_URL: something follows the port; ${EXPECTED} (a # or / in the password is percent-encoded)`)
  }
  const tls = url.searchParams.get("tls")
  const strays = [...url.searchParams.keys()].filter((name) => name !== "tls")
  if (strays.length > 0) throw new Error(`SMTP_URL: unknown option ${JSON.stringify(strays[0])}; only tls=off is known`)
  if (tls !== null && tls !== "off") throw new Error(`SMTP_URL: tls=${tls}; only tls=off is known`)
  if (url.password !== "" && url.username === "") throw new Error(`SMTP_URL: a password without a user; ${EXPECTED}`)
  const secure = url.protocol === "smtps:"
  const host = url.hostname.replace(/^\[|\]$/g, "")
  const auth = url.username === "" ? null : { user: decoded(url.username), pass: decoded(url.password) }
  const local = /^(localhost|127(\.\d+){3}|::1)$/.test(host)
  return {
    host,
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTls: auth !== null && !secure && !local && tls !== "off",
    auth,
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Error("SMTP_URL: user or password holds a % that is not percent-encoding; write it as %25")
  }
}
