/// <reference path="./html-encoding-sniffer.d.ts" />
import { isUtf8 } from "node:buffer"
import sniff from "html-encoding-sniffer"

/** How far a `<meta charset>` is looked for: French sites put scripts before it, past the 1,024 bytes of the standard. */
const metaBytes = 8_192

/**
 * A document's text. The charset is the BOM's, else the header's, else the one a `<meta>` or an XML declaration names,
 * else UTF-8; where nothing says so and the bytes are no UTF-8, a page or plain text is read as windows-1252, as
 * browsers do. Bytes that the charset cannot hold become U+FFFD.
 */
export function decode(bytes: Uint8Array, contentType: string | null): string {
  return new TextDecoder(charsetOf(bytes, contentType)).decode(bytes)
}

/** The charset `decode` reads by, as a label TextDecoder takes. */
export function charsetOf(bytes: Uint8Array, contentType: string | null): string {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? ""
  const declared = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? "")?.[1]
  const transport = declared === undefined ? {} : { transportLayerEncodingLabel: declared }
  const xml = /[/+]xml(-dtd)?$/.test(type)
  if (xml) return readable(sniff(bytes, { xml, ...transport }))
  // JSON is UTF-8 whatever it contains (RFC 8259 §8.1); "<meta" inside one of its strings says nothing.
  const json = /[/+]json$/.test(type)
  const guess = json || declared !== undefined || isUtf8(bytes) ? "UTF-8" : "windows-1252"
  return readable(sniff(bytes, { ...transport, defaultEncoding: guess, maxPrescanBytes: json ? 0 : metaBytes }))
}

/** The standard's `replacement` encoding has no decoder. */
function readable(label: string | null): string {
  return label === null || label === "replacement" ? "UTF-8" : label
}
