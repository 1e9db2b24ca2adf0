/** Hosts that may be asked although they are private or no contact is set, as `host:port`. */
export type AllowHosts = ReadonlySet<string>

/** A URL's host with its port, always stated: `film.example:443`, `[::1]:8080`. The key of pace, robots and exceptions. */
export function hostOf(url: string | URL): string {
  const { hostname, port, protocol } = typeof url === "string" ? new URL(url) : url
  return `${hostname}:${port === "" ? (protocol === "https:" ? "443" : "80") : port}`
}

/** Reads `VIGIE_ALLOW_HOSTS`: `host:port`, several by commas. Throws RangeError naming the entry that is none. */
export function parseAllowHosts(text: string | undefined): AllowHosts {
  const entries = (text ?? "").split(",").map((entry) => entry.trim())
  return new Set(entries.filter((entry) => entry !== "").map(parseEntry))
}

function parseEntry(entry: string): string {
  const port = /^[^\s/?#@]+:(\d{1,5})$/.exec(entry)?.[1]
  const url = port === undefined ? null : URL.parse(`http://${entry}/`)
  if (url === null || Number(port) < 1 || url.hostname.endsWith(":")) {
    throw new RangeError(`VIGIE_ALLOW_HOSTS: "${entry}" is not host:port with a port from 1 to 65535`)
  }
  return `${url.hostname}:${Number(port)}`
}
