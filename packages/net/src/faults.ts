import { NetError, type NetFault } from "./error.ts"

const byCode: Readonly<Record<string, NetFault>> = {
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  ETIMEDOUT: "timeout",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "truncated",
  UND_ERR_INVALID_ARG: "bad_url",
  UND_ERR_DESTROYED: "aborted",
  UND_ERR_CLOSED: "aborted",
}

/** What a request ran into, as a NetError. `begun`: the answer's headers had arrived, so its document is cut off. */
export function faultOf(error: unknown, place: string, begun: boolean): NetError {
  if (error instanceof NetError) {
    return error.place === place ? error : new NetError(error.kind, place, error.detail, { cause: error })
  }
  const { code = "", syscall, message } = error as NodeJS.ErrnoException
  return new NetError(kindOf(code, syscall, begun), place, code === "" ? message : `${message} (${code})`, {
    cause: error,
  })
}

function kindOf(code: string, syscall: string | undefined, begun: boolean): NetFault {
  const known = byCode[code]
  if (known !== undefined) return known
  if (begun) return "truncated"
  if (syscall === "getaddrinfo" || syscall?.startsWith("query") === true) return "dns"
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/.test(code)) return "tls"
  return "connection"
}
