import { generateKeyPairSync } from "node:crypto"

/** A key pair by which push services know this installation (RFC 8292 §2), as they are written: base64url. */
export function drawVapidKeys(): { readonly publicKey: string; readonly privateKey: string } {
  const {
    x = "",
    y = "",
    d = "",
  } = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")])
  return { publicKey: point.toString("base64url"), privateKey: d }
}
