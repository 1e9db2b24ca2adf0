import { type FilmFacts, zoneOf } from "@vigie/core"
import { backfillWorks, importFilms } from "@vigie/db"
import { type Document, maxBytesOf, parseDocument, type Source, sourceById, type TargetRef } from "@vigie/sources"
import { enabledSources, sourceFacts } from "@vigie/stages/sources"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { openFileDocument } from "../documents.ts"
import { BadInput } from "../errors.ts"

interface Read {
  readonly source: Source
  readonly facts: readonly FilmFacts[]
}

/** Every file is read before anything is stored: one that is at fault leaves the catalogue as it was. */
export async function filmsImport(
  context: Context,
  files: readonly string[],
  options: { readonly source?: string },
): Promise<void> {
  const forced = options.source === undefined ? null : sourceById(options.source)
  const reads: Read[] = []
  for (const file of files) reads.push(await readFilms(context, file, forced))
  const total = { read: 0, created: 0, updated: 0, unresolved: 0 }
  await withDb(context, async (db) => {
    for (const { source, facts } of reads) {
      const { createsFilms, demo = false } = source
      const done = await importFilms(db, source.id, facts, { createsFilms, demo, now: context.clock() })
      await backfillWorks(db, done.rematched, { now: context.clock(), sources: sourceFacts(context.config) })
      for (const key of ["read", "created", "updated", "unresolved"] as const) total[key] += done[key]
    }
  })
  const { read, created, updated, unresolved } = total
  if (context.out.json) context.out.rows([total])
  else context.out.line(`${read} read, ${created} created, ${updated} updated, ${unresolved} unresolved`)
}

async function readFilms({ config, cwd, clock }: Context, file: string, forced: Source | null): Promise<Read> {
  const among = enabledSources(config)
  const maxBytes = Math.max(...(forced ? [forced] : among).map(maxBytesOf))
  const document = await openFileDocument(file, { cwd, maxBytes, url: null, readAt: clock() })
  const source = forced ?? recognise(document, among)
  if (source === null) throw new BadInput(`${file}: no source recognises it: name one with --source`)
  const zone = zoneOf(config.territory)
  const target = { source: source.id, reference: "", territory: config.territory, zone, film: null, publishedAt: null }
  return { source, facts: await factsIn(source, document, target) }
}

/** The source whose content this is; an article, which nearly any page may look like, only when it is nothing else. */
function recognise(document: Document, among: readonly Source[]): Source | null {
  const found = among.filter((source) => source.recognises?.(document) === true)
  return found.find((source) => source.scope !== "article") ?? found[0] ?? null
}

async function factsIn(source: Source, document: Document, target: TargetRef): Promise<readonly FilmFacts[]> {
  const { snapshot } = await parseDocument(source, document, target)
  return source.facts ? source.facts(document, target) : snapshot.films
}
