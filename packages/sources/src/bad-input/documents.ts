import { gzipSync } from "node:zlib"

const login = `<!doctype html><html><head><title>Connexion</title></head><body><h1>Connexion</h1>
<form action="/login"><input type="text" name="u"><input type="password" name="p"><button>Se connecter</button></form></body></html>`

/** Documents of another kind than any source reads. */
export const strangers: readonly {
  readonly name: string
  /** Whether it can be taken for words. */
  readonly prose: boolean
  readonly content: string | Uint8Array
}[] = [
  { name: "a login page", prose: false, content: login },
  {
    name: "an error page",
    prose: false,
    content: "<html><head><title>503 Service Unavailable</title></head><body>503</body></html>",
  },
  { name: "a PDF", prose: false, content: "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n" },
  {
    name: "a PNG",
    prose: false,
    content: Uint8Array.of(
      0x89,
      0x50,
      0x4e,
      0x47,
      0x0d,
      0x0a,
      0x1a,
      0x0a,
      0,
      0,
      0,
      13,
      0x49,
      0x48,
      0x44,
      0x52,
      0,
      0,
      0,
      1,
    ),
  },
  { name: "JSON of something else", prose: true, content: '{"weather":{"town":"Brest","rain":[1,2,3]}}' },
  { name: "a JSON list of something else", prose: true, content: '[{"town":"Brest"},{"town":"Paimpol"}]' },
  { name: "a JSON value", prose: true, content: "null" },
  {
    name: "XML of something else",
    prose: true,
    content: '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>',
  },
  { name: "a table of something else", prose: true, content: "town;rain\nBrest;12\nPaimpol;9\n" },
  { name: "words", prose: true, content: "Il pleut sur Brest depuis ce matin.\n" },
]

/** Documents that become large, or deep. `heavy`: what it takes to refuse one is measured on its own. */
export const bombs: readonly {
  readonly name: string
  readonly contentType: string
  readonly content: () => string | Uint8Array
  readonly heavy?: true
}[] = [
  { name: "gzip 1:1000, zeros", contentType: "application/gzip", content: () => gzipSync(new Uint8Array(250_000_000)) },
  {
    name: "gzip 1:1000, elements",
    contentType: "application/gzip",
    content: () => gzipSync(`<tv>${"<a/>".repeat(20_000_000)}`),
  },
  {
    name: "JSON lists 100,000 deep",
    contentType: "application/json",
    content: () => `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
  },
  {
    name: "JSON objects 100,000 deep",
    contentType: "application/json",
    content: () => `${'{"data":'.repeat(100_000)}1${"}".repeat(100_000)}`,
  },
  {
    name: "JSON, three million lists",
    contentType: "application/json",
    content: () => `[${"[],".repeat(3_000_000)}1]`,
  },
  { name: "XML entities", contentType: "application/xml", content: () => entities() },
  { name: "XML elements 100,000 deep", contentType: "application/xml", content: () => "<tv>".repeat(100_000) },
  { name: "a page 100,000 deep", contentType: "text/html", content: () => `<html><body>${"<div>".repeat(100_000)}x` },
  {
    heavy: true,
    name: "a page of two million cells",
    contentType: "text/html",
    content: () => `<table>${"<tr><td>1".repeat(1_000_000)}`,
  },
  {
    heavy: true,
    name: "a table of three million rows",
    contentType: "text/csv",
    content: () => `titre;date_debut_droits;date_fin_droits\n${"a;b;c\n".repeat(1_500_000)}`,
  },
  {
    name: "a table of one quoted cell",
    contentType: "text/csv",
    content: () => `titre;date_debut_droits;date_fin_droits\n"${"a".repeat(9_000_000)}`,
  },
  { name: "one line of 9 MB", contentType: "text/plain", content: () => "a".repeat(9_000_000) },
  {
    heavy: true,
    name: "three million dates",
    contentType: "text/plain",
    content: () => "jusqu'au 3 mars ".repeat(560_000),
  },
]

function entities(): string {
  const levels = Array.from({ length: 10 }, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`)
  return `<?xml version="1.0"?><!DOCTYPE tv [<!ENTITY e0 "aaaaaaaaaa">${levels.join("")}]><tv><channel id="a"><display-name>&e10;</display-name></channel></tv>`
}
