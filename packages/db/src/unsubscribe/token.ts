import { createHmac, timingSafeEqual } from "node:crypto"

/** What a mail's unsubscribe link stops, for one user: one film, a standing rule, a newsletter, or every such mail. */
export type Unsubscription =
  | { readonly kind: "film"; readonly userId: string; readonly filmId: string }
  | { readonly kind: "rule"; readonly userId: string; readonly ruleId: string }
  | { readonly kind: "newsletter"; readonly userId: string; readonly newsletter: string; readonly ref: string }
  | { readonly kind: "all"; readonly userId: string }

/** What a token begins with; a film's has no mark, as in the first mails that were sent. */
const MARKS: { readonly [kind in Unsubscription["kind"]]: string } = {
  film: "",
  rule: "r.",
  newsletter: "n.",
  all: "a.",
}
const SEAL_BYTES = 16
const ID_BYTES = 16

/** A link's token, signed with this installation's secret, so that it needs no session and never expires. */
export function signUnsubscription(secret: string, what: Unsubscription): string {
  const body = bodyOf(what)
  return MARKS[what.kind] + Buffer.concat([body, seal(secret, what.kind, body)]).toString("base64url")
}

/** What a token stops; null when it was not signed by this installation, or is not letter by letter what was signed. */
export function readUnsubscription(secret: string, token: string): Unsubscription | null {
  const kind = (["rule", "newsletter", "all"] as const).find((one) => token.startsWith(MARKS[one])) ?? "film"
  const text = token.slice(MARKS[kind].length)
  const bytes = Buffer.from(text, "base64url")
  // Decoding passes over letters that are none of its own, and over a last one's spare bits: another spelling is another token.
  if (bytes.toString("base64url") !== text || bytes.length < ID_BYTES + SEAL_BYTES) return null
  const body = bytes.subarray(0, -SEAL_BYTES)
  if (!timingSafeEqual(bytes.subarray(-SEAL_BYTES), seal(secret, kind, body))) return null
  return READ[kind](uuidOf(body), body.subarray(ID_BYTES))
}

const READ: {
  readonly [kind in Unsubscription["kind"]]: (userId: string, rest: Buffer) => Unsubscription | null
} = {
  film: (userId, rest) => (rest.length === ID_BYTES ? { kind: "film", userId, filmId: uuidOf(rest) } : null),
  rule: (userId, rest) => (rest.length === ID_BYTES ? { kind: "rule", userId, ruleId: uuidOf(rest) } : null),
  all: (userId, rest) => (rest.length === 0 ? { kind: "all", userId } : null),
  newsletter: (userId, rest) => {
    const [newsletter = "", ...ref] = rest.toString("utf8").split(" ")
    return { kind: "newsletter", userId, newsletter, ref: ref.join(" ") }
  },
}

function bodyOf(what: Unsubscription): Buffer {
  const user = bytesOf(what.userId)
  switch (what.kind) {
    case "film":
      return Buffer.concat([user, bytesOf(what.filmId)])
    case "rule":
      return Buffer.concat([user, bytesOf(what.ruleId)])
    case "newsletter":
      return Buffer.concat([user, Buffer.from(`${what.newsletter} ${what.ref}`)])
    case "all":
      return user
  }
}

/** Each kind is sealed under its own name: one's bytes are never another's. */
function seal(secret: string, kind: Unsubscription["kind"], body: Buffer): Buffer {
  const name = kind === "film" ? "unsubscribe:" : `unsubscribe ${kind}:`
  return createHmac("sha256", secret).update(name).update(body).digest().subarray(0, SEAL_BYTES)
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex")
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString("hex", 0, ID_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}
