/** A link as written: `href` is not yet resolved against the page. */
export interface Link {
  readonly text: string
  readonly href: string
}

/** One line of running text. `level` is 1-6 for a heading, 7 for a term (`dt`), 0 otherwise. */
export interface Line {
  readonly kind: "line"
  readonly text: string
  readonly level: number
  readonly links: readonly Link[]
  readonly at: number
}

/** `label` is what a picture or a link says of itself (alt, title, aria-label), for cells that show no text. */
export interface Cell {
  readonly text: string
  readonly label: string | null
  readonly links: readonly string[]
}

/** `closed` is false when the document ends before the table does. */
export interface Table {
  readonly kind: "table"
  readonly rows: readonly (readonly Cell[])[]
  readonly at: number
  readonly closed: boolean
}

export type Block = Line | Table

/** A document as a reader sees it, whatever it was written in: lines and tables in order, nothing about its looks. */
export interface Page {
  readonly form: "html" | "text"
  readonly title: string | null
  readonly meta: ReadonlyMap<string, string>
  /** Parsed `application/ld+json` scripts; those that are not JSON are left out. */
  readonly jsonLd: readonly unknown[]
  /** `datetime` attributes of `<time>`, in order. */
  readonly times: readonly string[]
  readonly baseHref: string | null
  readonly blocks: readonly Block[]
  /** True when the document asks for a password. */
  readonly password: boolean
  /** False when an HTML document that opened `<html>` or `<body>` closes neither: the end is missing. */
  readonly whole: boolean
  /** "line 12" for an offset in the document's text. */
  place(at: number): string
}

/** Says the line of an offset; counted only when asked, since most documents need none. */
export function placeIn(text: string): (at: number) => string {
  return (at) => {
    let line = 1
    for (let index = text.indexOf("\n"); index >= 0 && index < at; index = text.indexOf("\n", index + 1)) line += 1
    return `line ${line}`
  }
}
