import { type Ms, type Sighting, type Snapshot, zoneOf } from "@vigie/core"
import { type Document, maxBytesOf, parseDocument, type Source, sourceById, type TargetRef } from "@vigie/sources"
import type { Context } from "../context.ts"
import { openFileDocument } from "../documents.ts"
import { territoryOption, timeOption, urlOption, zoneOption } from "../options.ts"
import type { Row } from "../output.ts"

export interface ParseOptions {
  readonly source: string
  readonly url?: string
  readonly territory?: string
  readonly publishedAt?: string
  readonly timezone?: string
  readonly now?: string
  readonly facts?: boolean
}

/** What a source's parser reads in a file: no database, no network. Always JSON lines. */
export async function parse({ config, out, cwd, clock }: Context, file: string, options: ParseOptions): Promise<void> {
  const source = sourceById(options.source)
  const url = options.url === undefined ? null : urlOption(options.url, config)
  const target = targetOf(source, options, territoryOption(options.territory, config), url)
  const readAt: Ms = timeOption("--now", options.now, target.zone) ?? clock()
  const document = await openFileDocument(file, { cwd, maxBytes: maxBytesOf(source), url, readAt })
  const { snapshot } = await parseDocument(source, document, target)
  const rows = options.facts ? factsIn(source, document, target, snapshot) : snapshot.sightings.map(rowOf)
  for (const row of rows) out.line(JSON.stringify(row))
  for (const { place, reason } of snapshot.rejected) out.say(`rejected: ${place}: ${reason}`)
  const { coverage, sightings, rejected } = snapshot
  out.say(`${coverage.claims}: ${sightings.length} sightings, ${rejected.length} rejected`)
}

function targetOf(source: Source, options: ParseOptions, territory: string, url: string | null): TargetRef {
  const zone = zoneOption(options.timezone) ?? zoneOf(territory)
  const publishedAt = timeOption("--published-at", options.publishedAt, zone)
  return { source: source.id, reference: url ?? "", territory, zone, film: null, publishedAt }
}

function factsIn(source: Source, document: Document, target: TargetRef, { films }: Snapshot): readonly Row[] {
  return source.facts ? source.facts(document, target) : films
}

/** A sighting with the keys of its printed form, in their order. */
function rowOf(sighting: Sighting): Row {
  const { film, provider, territory, kind, monetization, channel, start, end, terms, url, text, doubts } = sighting
  return { film, provider, territory, kind, monetization, channel, start, end, terms, url, text, doubts }
}
