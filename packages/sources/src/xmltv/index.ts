import { type FilmFacts, type Rejection, type Sighting, type Snapshot, TERRITORIES } from "@vigie/core"
import { isGzip } from "../document.ts"
import { readPage } from "../page/open-page.ts"
import { assertMostRead, garbledIn } from "../rows.ts"
import { type Document, type Source, SourceError, type TargetRef } from "../source.ts"
import { notTheDocument } from "../words/answers.ts"
import { textChunks } from "./chunks.ts"
import { openSlots } from "./coverage.ts"
import { factsOf } from "./facts.ts"
import { isFilm, type Slot, sightingOf } from "./normalise.ts"
import { type GuideReader, type OnProgramme, openGuide } from "./read-guide.ts"
import { type Programme, READ, READ_FOR_FACTS, wordsOf } from "./schema.ts"
import { openTimes } from "./times.ts"

const MAX_BYTES = 200_000_000
/** Most programmes and most films of one guide: a thousand channels over two weeks have fewer. */
const MOST_PROGRAMMES = 400_000
const MOST_FILMS = 100_000
const DEFAULT_URL = "https://xmltvfr.fr/xmltv/xmltv_tnt.xml.gz"

/** Television guides in the XMLTV format, plain or gzip: where and when films are broadcast. */
export const xmltv: Source = {
  id: "xmltv",
  name: "XMLTV",
  homepage: "https://xmltvfr.fr",
  scope: "feed",
  version: 2,
  rank: "api",
  territories: TERRITORIES,
  pace: { minIntervalMs: 60_000, why: "one large file, made a few times a day by volunteers" },
  confirmations: { close: 2, apartMs: 1_800_000 },
  everyMs: 12 * 3_600_000,
  maxBytes: MAX_BYTES,
  licence: { republish: "none", attribution: "XMLTV Fr" },
  settings: [
    {
      name: "XMLTV_URL",
      about: "the XMLTV guide that is read where a target names none, plain or gzip",
      secret: false,
      default: DEFAULT_URL,
    },
  ],
  createsFilms: false,
  request: (target, settings) => ({
    url: URL.canParse(target.reference) ? target.reference : (settings.XMLTV_URL ?? DEFAULT_URL),
    headers: { accept: "application/gzip, application/xml, text/xml" },
  }),
  parse: (document, target) => ({ snapshot: snapshotOf(document, target) }),
  facts: (document) => filmsOf(document),
  recognises: ({ text }) => /<tv[\s>]/u.test(text.slice(0, 4096)) && /<(?:channel|programme)\s/u.test(text),
}

/** `names`: of the channels, where an earlier reading has shown that they follow their programmes. */
function snapshotOf(document: Document, target: TargetRef, names: ReadonlyMap<string, string> = new Map()): Snapshot {
  const timeOf = openTimes()
  const slots = openSlots()
  const sightings: Sighting[] = []
  const unnamed = new Set<string>()
  const rejected: Rejection[] = []
  const seen = { programmes: 0, categories: false }
  const { channels } = readGuide(document, READ, (programme, known) => {
    seen.programmes += 1
    seen.categories ||= programme.texts.has("category")
    const slot = slotOf(programme, timeOf)
    if (typeof slot === "string") return void rejected.push({ place: `line ${programme.line}`, reason: slot })
    slots.add(programme.channel, slot.start.at, slot.stop?.at ?? null)
    if (!isFilm(programme)) return
    const channel = known.get(programme.channel) ?? names.get(programme.channel) ?? null
    if (channel === null) unnamed.add(programme.channel)
    if (sightings.push(sightingOf(programme, slot, { channel, territory: target.territory })) > MOST_FILMS)
      throw new SourceError("shape_changed", `line ${programme.line}: more than ${MOST_FILMS} broadcasts of films`)
  })
  assertGuide(seen, rejected)
  if (names.size === 0 && [...unnamed].some((id) => channels.has(id))) return snapshotOf(document, target, channels)
  return { coverage: slots.coverage((id) => channels.get(id) ?? id), sightings, films: [], removals: [], rejected }
}

function assertGuide(
  { programmes, categories }: { readonly programmes: number; readonly categories: boolean },
  rejected: readonly Rejection[],
): void {
  assertMostRead(rejected, programmes, "programmes")
  if (!categories)
    throw new SourceError("shape_changed", `${programmes} programmes without a category, expected "film"`)
}

/** When a programme is on; else why it cannot be read. */
function slotOf(programme: Programme, timeOf: ReturnType<typeof openTimes>): Slot | string {
  if (programme.fault !== null) return programme.fault
  if (programme.channel === "") return "no channel"
  const start = timeOf(programme.start)
  if (typeof start === "string") return `start: ${start}`
  const stop = programme.stop === "" ? null : timeOf(programme.stop)
  if (typeof stop === "string") return `stop: ${stop}`
  if (stop !== null && stop.at <= start.at) return `stop ${programme.stop} is not after start ${programme.start}`
  const [title] = wordsOf(programme, "title")
  if (title === undefined) return "no title"
  return garbledIn({ title, directors: wordsOf(programme, "credits/director") }) ?? { start, stop }
}

/** Each film once, as its first programme describes it. */
function filmsOf(document: Document): FilmFacts[] {
  const films = new Map<string, Programme>()
  const guide = readGuide(document, READ_FOR_FACTS, (programme) => {
    const [title] = wordsOf(programme, "title")
    if (programme.fault !== null || title === undefined || !isFilm(programme)) return
    const key = JSON.stringify([title, wordsOf(programme, "date")[0] ?? "", wordsOf(programme, "credits/director")])
    if (!films.has(key)) films.set(key, programme)
  })
  return [...films.values()].map((programme) => factsOf(programme, guide.origin()))
}

/** Reads the whole guide. Throws SourceError for what is no guide, cut off, or has no programme. */
function readGuide(document: Document, read: ReadonlySet<string>, onProgramme: OnProgramme): GuideReader {
  let count = 0
  const guide = openGuide(read, (programme, channels) => {
    count += 1
    if (count > MOST_PROGRAMMES)
      throw new SourceError("shape_changed", `line ${programme.line}: more than ${MOST_PROGRAMMES} programmes`)
    onProgramme(programme, channels)
  })
  try {
    for (const text of textChunks(document.bytes, document.contentType, MAX_BYTES)) guide.write(text)
    guide.end()
  } catch (error) {
    if (!(error instanceof SourceError) || count > 0 || isGzip(document.bytes)) throw error
    // A login or error page says so itself.
    throw document.bytes.byteLength < 262_144 ? notTheDocument(readPage(document), error.where) : error
  }
  if (count === 0) throw new SourceError("shape_changed", "no <programme> in the guide")
  return guide
}
