import { Parser } from "htmlparser2"
import { SourceError } from "../source.ts"
import { squeeze } from "../text.ts"
import { openTables, type TableReader } from "./html-tables.ts"
import { type Block, type Link, type Page, placeIn } from "./page.ts"

const BLOCKS = new Set(
  (
    "address article aside blockquote body br caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
    "header hr html legend li main nav ol option p pre section select summary table tbody td tfoot th thead tr ul"
  ).split(" "),
)
/** Browsers stop nesting at 512; the parser's own stack becomes slow in the hundred thousands. */
const DEEPEST = 4000
/** A film's page has some thousands; each costs memory however little it holds. */
const MOST_ELEMENTS = 300_000
const SILENT = new Set(["script", "style", "template", "noscript", "svg"])

interface Reading {
  readonly blocks: Block[]
  readonly meta: Map<string, string>
  readonly jsonLd: unknown[]
  readonly times: string[]
  readonly tables: TableReader
  title: string | null
  baseHref: string | null
  password: boolean
  opened: boolean
  closed: boolean
  silent: number
  head: boolean
  /** What text is being collected for, besides the running line. */
  capture: "title" | "label" | "json" | null
  captured: string[]
  line: string[]
  lineAt: number
  level: number
  links: Link[]
  link: { href: string; from: number } | null
}

/** Reads HTML in one pass, without a tree. Hidden rows are read: whether a row shows is the page's looks, not its content. */
export function readHtml(text: string): Page {
  const state: Reading = {
    blocks: [],
    meta: new Map(),
    jsonLd: [],
    times: [],
    tables: openTables(),
    title: null,
    baseHref: null,
    password: false,
    opened: false,
    closed: false,
    silent: 0,
    head: false,
    capture: null,
    captured: [],
    line: [],
    lineAt: 0,
    level: 0,
    links: [],
    link: null,
  }
  let ending = false
  let depth = 0
  let elements = 0
  const parser = new Parser({
    onopentag: (name, attributes) => {
      depth += 1
      elements += 1
      if (elements > MOST_ELEMENTS)
        throw new SourceError(
          "shape_changed",
          `more than ${MOST_ELEMENTS} elements at ${placeIn(text)(parser.startIndex)}`,
        )
      if (depth > DEEPEST) throw new SourceError("shape_changed", `elements nested more than ${DEEPEST} deep`)
      open(state, name, attributes, parser.startIndex)
    },
    ontext: (data) => take(state, data, parser.startIndex),
    onclosetag: (name) => {
      depth -= 1
      if (!ending) close(state, name)
    },
  })
  parser.write(text)
  ending = true
  parser.end()
  flush(state)
  state.blocks.push(...state.tables.unfinished())
  return {
    form: "html",
    title: state.title,
    meta: state.meta,
    jsonLd: state.jsonLd,
    times: state.times,
    baseHref: state.baseHref,
    blocks: state.blocks,
    password: state.password,
    whole: state.closed || !state.opened,
    place: placeIn(text),
  }
}

function open(state: Reading, name: string, attributes: Record<string, string>, at: number): void {
  if (name === "html" || name === "body") state.opened = true
  // `</head>` is optional: the first element that shows ends it.
  state.head = name === "head" || (state.head && name !== "body" && !BLOCKS.has(name))
  if (name === "meta") takeMeta(state, attributes)
  if (name === "base") state.baseHref ??= attributes.href ?? null
  if (name === "input" && attributes.type?.toLowerCase() === "password") state.password = true
  if (name === "time" && attributes.datetime) state.times.push(attributes.datetime)
  if (name === "title") state.capture = state.tables.inside ? "label" : state.blocks.length === 0 ? "title" : null
  if (name === "script" && /^application\/ld\+json/i.test(attributes.type ?? "")) state.capture = "json"
  if (SILENT.has(name)) state.silent += 1
  if (name === "img" || name === "svg" || name === "a") takeLabel(state, attributes)
  if (BLOCKS.has(name)) {
    flush(state)
    state.level = /^h[1-6]$/.test(name) ? Number(name[1]) : name === "dt" ? 7 : 0
    state.tables.open(name, attributes, at)
  }
  if (name === "a" && attributes.href) {
    state.link = { href: attributes.href, from: state.line.length }
    state.tables.link(attributes.href)
  }
}

function close(state: Reading, name: string): void {
  if (name === "html" || name === "body") state.closed = true
  if (name === "head") state.head = false
  if (name === "title" || name === "script") endCapture(state)
  if (SILENT.has(name)) state.silent = Math.max(0, state.silent - 1)
  if (name === "a") {
    takeLink(state)
    state.link = null
  }
  if (!BLOCKS.has(name)) return
  flush(state)
  state.level = 0
  const table = state.tables.close(name)
  if (table) state.blocks.push(table)
}

function take(state: Reading, data: string, at: number): void {
  if (state.capture) state.captured.push(data)
  else if (state.silent > 0 || state.head) return
  else if (state.tables.text(data)) return
  else {
    if (state.line.length === 0) state.lineAt = at
    state.line.push(data)
  }
}

function flush(state: Reading): void {
  takeLink(state)
  if (state.link) state.link.from = 0
  if (state.line.length > 0) {
    const text = squeeze(state.line.join(""))
    if (text) state.blocks.push({ kind: "line", text, level: state.level, links: state.links, at: state.lineAt })
    state.line = []
    state.links = []
  }
  state.tables.space()
}

function takeLink(state: Reading): void {
  if (!state.link) return
  const text = squeeze(state.line.slice(state.link.from).join(""))
  if (text) state.links.push({ text, href: state.link.href })
}

function endCapture(state: Reading): void {
  const text = state.captured.join("")
  if (state.capture === "title") state.title ??= squeeze(text) || null
  if (state.capture === "label") state.tables.label(squeeze(text))
  if (state.capture === "json") takeJson(state, text)
  state.capture = null
  state.captured = []
}

function takeMeta(state: Reading, attributes: Record<string, string>): void {
  const name = (attributes.property ?? attributes.name ?? attributes.itemprop)?.toLowerCase()
  const content = attributes.content
  if (name && content && !state.meta.has(name)) state.meta.set(name, squeeze(content))
}

function takeLabel(state: Reading, attributes: Record<string, string>): void {
  const label = squeeze(attributes.alt || attributes["aria-label"] || attributes.title || "")
  if (label) state.tables.label(label)
}

function takeJson(state: Reading, text: string): void {
  try {
    state.jsonLd.push(JSON.parse(text))
  } catch {
    // A script that is not JSON states nothing; what the page shows is read all the same.
  }
}
