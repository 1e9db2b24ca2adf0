import { type Net, NetError, type NetFault } from "@vigie/net"
import type { Channel, NoticeOutcome, Recipient, Sending } from "./channel.ts"
import type { Notice } from "./notice.ts"

/** The codes a reason begins with; pages have words for each. */
export const REASONS = [
  "bad_url",
  "refused_address",
  "dns",
  "connection",
  "tls",
  "timeout",
  "redirects",
  "truncated",
  "status",
  "gone",
  "aborted",
  "settings",
] as const
export type Reason = (typeof REASONS)[number]

/** Of the network's faults those that a send can end with have their own words; the others are a broken connection. */
function codeOf(fault: NetFault): Reason {
  return (REASONS as readonly string[]).includes(fault) ? (fault as Reason) : "connection"
}

/** These say that this message is at fault; every other status may be otherwise tomorrow. */
const NEVER = new Set([400, 413, 422])

/** Hands a notice to somebody's channel. Never throws for what the receiver or the network does. */
export async function handNotice(
  net: Pick<Net, "send">,
  channel: Channel,
  notice: Notice,
  to: Recipient,
  sending: Sending,
): Promise<NoticeOutcome> {
  let request: Awaited<ReturnType<Channel["request"]>>
  try {
    request = await channel.request(notice, to, sending)
  } catch (error) {
    return { kind: "rejected", reason: `settings: ${error instanceof Error ? error.message : String(error)}` }
  }
  try {
    const answer = await net.send(request)
    if (answer.status >= 200 && answer.status < 300) return { kind: "accepted" }
    const judged = channel.judge?.(answer) ?? null
    if (judged !== null) return judged
    const reason = `status: HTTP ${answer.status}`
    if (NEVER.has(answer.status)) return { kind: "rejected", reason }
    return { kind: "retry", afterMs: answer.retryAfterMs, reason }
  } catch (error) {
    if (!(error instanceof NetError)) throw error
    return { kind: "retry", afterMs: error.retryAfterMs, reason: `${codeOf(error.kind)}: ${error.detail}` }
  }
}
