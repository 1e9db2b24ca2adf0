import type { Document } from "../source.ts"
import { readHtml } from "./html-page.ts"
import type { Page } from "./page.ts"
import { readText } from "./text-page.ts"

/** Reads a document as HTML or plain text: by its content first, because files carry no content type. */
export function readPage(document: Document): Page {
  return looksLikeHtml(document) ? readHtml(document.text) : readText(document.text)
}

function looksLikeHtml(document: Document): boolean {
  const head = document.text.slice(0, 4096)
  if (/<(?:!doctype html|html|head|body|title|meta|table|div|main|section|article|h[1-6]|p)\b/iu.test(head)) return true
  return /html/iu.test(document.contentType ?? "") && /<[a-z!/]/iu.test(document.text)
}
