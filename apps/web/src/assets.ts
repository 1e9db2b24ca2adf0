import { readdirSync, readFileSync } from "node:fs"
import type { IncomingMessage, ServerResponse } from "node:http"
import { brotliCompressSync, gzipSync } from "node:zlib"

interface Asset {
  readonly type: string
  readonly bytes: Buffer
  readonly br: Buffer | null
  readonly gzip: Buffer | null
}

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
  png: "image/png",
}

export type Assets = (request: IncomingMessage, response: ServerResponse) => boolean

/** Style sheets, fonts and pictures of the build, from memory; their names carry a hash, so they never change. */
export function openAssets(client: URL): Assets {
  const folder = new URL("assets/", client)
  const found = readdirSync(folder).flatMap((name): [string, Asset][] => {
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1)]
    return type === undefined ? [] : [[`/assets/${name}`, load(new URL(name, folder), type)]]
  })
  const assets = new Map(found)
  return (request, response) => {
    const asset = assets.get((request.url ?? "").split("?")[0] ?? "")
    if (asset === undefined || (request.method !== "GET" && request.method !== "HEAD")) return false
    send(asset, request, response)
    return true
  }
}

function load(file: URL, type: string): Asset {
  const bytes = readFileSync(file)
  const packed = /^(text|image\/svg)/.test(type)
  return { type, bytes, br: packed ? brotliCompressSync(bytes) : null, gzip: packed ? gzipSync(bytes) : null }
}

function send(asset: Asset, request: IncomingMessage, response: ServerResponse): void {
  const accepted = String(request.headers["accept-encoding"] ?? "")
  const encoding = asset.br !== null && /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : null
  const packed = encoding === null ? null : asset[encoding]
  const body = packed ?? asset.bytes
  response.writeHead(200, {
    "content-type": asset.type,
    "content-length": body.length,
    "cache-control": "public, max-age=31536000, immutable",
    ...(asset.br === null ? {} : { vary: "accept-encoding" }),
    ...(packed === null ? {} : { "content-encoding": encoding! }),
  })
  response.end(request.method === "HEAD" ? undefined : body)
}
