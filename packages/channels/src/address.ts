import { type AllowHosts, assertPublicUrl, hostOf, NetError } from "@vigie/net"
import type { ChannelFault } from "./channel.ts"

const MOST = 1_000

export type ReadUrl = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly fault: ChannelFault }

/**
 * An address that somebody typed: http(s), no credentials, not literally private (I12). Outside of `allow` it has to be
 * https: what is sent says what somebody watches, and may be signed by a secret.
 */
export function readUrl(text: string, allow: AllowHosts): ReadUrl {
  const typed = text.trim()
  if (typed === "") return { ok: false, fault: "empty" }
  if (typed.length > MOST) return { ok: false, fault: "too_long" }
  try {
    const url = assertPublicUrl(typed, allow)
    url.hash = ""
    if (url.protocol !== "https:" && !allow.has(hostOf(url))) return { ok: false, fault: "not_https" }
    return { ok: true, url }
  } catch (error) {
    if (!(error instanceof NetError)) throw error
    if (error.kind === "refused_address") return { ok: false, fault: "private" }
    return { ok: false, fault: /credentials/.test(error.detail) ? "credentials" : "not_url" }
  }
}
