import { SaxesParser } from "saxes"
import { SourceError } from "../source.ts"
import { squeeze } from "../text.ts"
import type { Programme, Text } from "./schema.ts"

/** A guide's elements stand four deep; a document far deeper is none. */
const DEEPEST = 32
/** Longest text kept of one element, and longest stretch without any tag, UTF-16 units. */
const LONGEST = 20_000
const QUIET = 2_000_000
/** Most elements: two to three times those of 200 MB of guide; more is made to keep a reader busy. */
const MOST_ELEMENTS = 4_000_000

export interface GuideReader {
  /** The `display-name` of each channel id: the first one stated that is no mere number on a remote control. */
  readonly channels: ReadonlyMap<string, string>
  /** Who the guide's root says it comes from. */
  origin(): string | null
  write(text: string): void
  /** Throws where the document is cut off. */
  end(): void
}

type Attributes = Text["attributes"]
/** Given each programme with the channels' names known so far. */
export type OnProgramme = (programme: Programme, channels: ReadonlyMap<string, string>) => void

/** Where reading stands. */
interface Place {
  readonly read: ReadonlySet<string>
  readonly onProgramme: OnProgramme
  readonly channels: Map<string, string>
  readonly path: string[]
  elements: number
  origin: string | null
  programme: Programme | null
  channel: string | null
  open: { readonly depth: number; words: string; readonly attributes: Attributes } | null
}

/**
 * Reads a guide's elements as they arrive. What is not well-formed inside a programme is that programme's fault;
 * elsewhere, and for a document type that declares anything (entities), it throws SourceError with line and column.
 */
export function openGuide(read: ReadonlySet<string>, onProgramme: OnProgramme): GuideReader {
  const parser = new SaxesParser({ xmlns: false })
  const channels = new Map<string, string>()
  const nothing = { origin: null, programme: null, channel: null, open: null }
  const at: Place = { read, onProgramme, channels, path: [], elements: 0, ...nothing }
  let ending = false
  let quiet = 0
  parser.on("error", ({ message }) => {
    if (ending) throw new SourceError("shape_changed", `the document is cut off: ${message}`)
    if (!at.programme) throw new SourceError("shape_changed", `not well-formed XML: ${message}`)
    at.programme.fault ??= `not well-formed: ${message}`
  })
  parser.on("doctype", (doctype) => {
    if (/\[|<!/u.test(doctype))
      throw new SourceError("shape_changed", `line ${parser.line}: a document type that declares entities is refused`)
  })
  parser.on("opentag", ({ name, attributes }) => enter(at, name, attributes, parser.line))
  parser.on("text", (text) => addText(at, text))
  parser.on("cdata", (text) => addText(at, text))
  parser.on("closetag", () => leave(at))
  return {
    channels,
    origin: () => at.origin,
    write: (text) => {
      const before = at.elements
      parser.write(text)
      quiet = at.elements === before ? quiet + text.length : 0
      if (quiet > QUIET)
        throw new SourceError("shape_changed", `line ${parser.line}: ${quiet} characters without an element`)
    },
    end: () => {
      ending = true
      parser.close()
    },
  }
}

function enter(at: Place, name: string, attributes: Attributes, line: number): void {
  const depth = at.path.push(name)
  at.elements += 1
  if (at.elements > MOST_ELEMENTS)
    throw new SourceError("shape_changed", `line ${line}: more than ${MOST_ELEMENTS} elements`)
  if (depth > DEEPEST)
    throw new SourceError("shape_changed", `line ${line}: elements ${depth} deep, expected 4 at most`)
  if (depth === 1) {
    if (name !== "tv") throw new SourceError("shape_changed", `root element <${name.slice(0, 60)}>, expected <tv>`)
    at.origin = attributes["source-info-name"] || attributes["source-info-url"] || null
  } else if (depth === 2) {
    at.channel = name === "channel" ? (attributes.id ?? null) : null
    at.programme = name === "programme" ? programmeOf(line, attributes) : null
  } else if (at.programme ? at.read.has(inner(at)) : at.channel !== null && name === "display-name") {
    at.open = { depth, words: "", attributes }
  }
}

/** Text of the element itself: an actor's picture or page inside it is not part of the name. */
function addText({ open, path }: Place, text: string): void {
  if (open && open.depth === path.length && open.words.length < LONGEST) open.words += text
}

function leave(at: Place): void {
  if (at.open?.depth === at.path.length) {
    const text = { words: detached(squeeze(at.open.words)), attributes: at.open.attributes }
    at.open = null
    if (at.programme) keep(at.programme, inner(at), text)
    else if (at.channel !== null) nameChannel(at.channels, at.channel, text.words)
  }
  if (at.path.pop() === undefined || at.path.length !== 1) return
  const done = at.programme
  at.programme = null
  at.channel = null
  if (done) at.onProgramme(done, at.channels)
}

function nameChannel(channels: Map<string, string>, id: string, words: string): void {
  const known = channels.get(id) ?? ""
  if (known === "" ? words !== "" : isNumber(known) && !isNumber(words) && words !== "") channels.set(id, words)
}

const isNumber = (name: string) => /^\d+$/u.test(name)

/** An element's path inside its programme. */
function inner({ path }: Place): string {
  return path.length === 3 ? (path[2] ?? "") : path.slice(2).join("/")
}

function programmeOf(line: number, attributes: Attributes): Programme {
  const { channel = "", start = "", stop = "" } = attributes
  return {
    line,
    channel: detached(channel.trim()),
    start: detached(start),
    stop: detached(stop),
    texts: new Map(),
    fault: null,
  }
}

function keep(programme: Programme, path: string, text: Text): void {
  const kept = programme.texts.get(path)
  if (kept) kept.push(text)
  else programme.texts.set(path, [text])
}

/** A copy of its own: a part of a larger text keeps all of that text in memory. */
function detached(text: string): string {
  return Buffer.from(text).toString()
}
