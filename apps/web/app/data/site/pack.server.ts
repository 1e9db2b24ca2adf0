import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"

const br = promisify(brotliCompress)
const gz = promisify(gzip)

/** The page as the browser accepts it; sets Content-Encoding and Content-Length. */
export async function pack(html: string, request: Request, headers: Headers): Promise<Uint8Array<ArrayBuffer>> {
  const accepted = request.headers.get("accept-encoding") ?? ""
  const plain = Buffer.from(html)
  const encoding = /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : null
  if (encoding !== null) headers.set("content-encoding", encoding)
  const packed = encoding === null ? plain : encoding === "br" ? await br(plain, FAST) : await gz(plain)
  headers.set("content-length", String(packed.length))
  return new Uint8Array(packed)
}

const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
