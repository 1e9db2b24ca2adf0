import { chooseFirsts, chooseLines, dismissLines, readImport, recallLines } from "@vigie/db"
import { sourceFacts } from "@vigie/stages/sources"
import { data, type HeadersArgs, Link, redirect } from "react-router"
import { config } from "../../../src/env.ts"
import { AddedFilms, ImportCounts, Rejected } from "../../components/lists/import-counts.tsx"
import { ChooseLines, LookedUp, TickedLines } from "../../components/lists/import-lines.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { Wait } from "../../components/site/wait.tsx"
import { requireUser, type SignedIn } from "../../data/account/access.server.ts"
import { bulkDb } from "../../data/lists/bulk-db.server.ts"
import { readActs } from "../../data/lists/import-acts.server.ts"
import { type ImportSheet, readImportSheet } from "../../data/lists/import-sheet.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { refreshHeaders, refreshOf } from "../../data/site/refresh.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/import-sheet.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireUser(request)
  const view = await findImport(params.id, viewer)
  const sheet = await readImportSheet(view, request.url, viewer)
  // Choices that are being made stay: the page looks again by itself only while there is nothing to choose.
  const reading = sheet.progress !== null && !sheet.progress.stopped
  const waiting = (reading || sheet.looking.count > 0) && sheet.choose.count === 0
  const refresh = refreshOf(request.url, waiting, viewer.now)
  const closed = new URL(request.url).searchParams.get("closed")
  return data({ sheet, refresh, closed }, { headers: refreshHeaders(refresh) })
}

export function headers({ loaderHeaders }: HeadersArgs) {
  return loaderHeaders
}

/** What its owner says of lines; doing it twice changes nothing more. */
export async function action({ request, params }: Route.ActionArgs) {
  const viewer = await requireUser(request)
  const view = await findImport(params.id, viewer)
  const acts = readActs(await formOf(request))
  const context = { now: viewer.now, sources: sourceFacts(config) }
  const db = bulkDb()
  let closed = acts.firsts ? await chooseFirsts(db, view, context) : 0
  closed += await chooseLines(db, view, acts.choices, context)
  closed += await dismissLines(db, view, acts.dismissed)
  closed += await recallLines(db, view, acts.recalled)
  return redirect(`/watchlist/import/${view.importId}?closed=${closed}`, 303)
}

async function findImport(id: string, { user }: SignedIn) {
  const view = await ask((db) => readImport(db, id, user.id))
  if (view === null) throw data(null, { status: 404 })
  return view
}

export default function ImportPage({ loaderData }: Route.ComponentProps) {
  const { page } = useWords().import
  const { sheet, refresh, closed } = loaderData
  return (
    <>
      <Title>{page.title(sheet.form)}</Title>
      <Heading>{page.title(sheet.form)}</Heading>
      <p className="text-faint">{page.since(sheet.when)}</p>
      {closed !== null && (
        <p className="notice mt-4" role="status">
          {closed === "0" ? page.none : page.saved}
        </p>
      )}
      <Progress sheet={sheet} />
      <Wait refresh={refresh} />
      <Part id="result" name={page.result}>
        <ImportCounts counts={sheet.counts} />
        <p className="mt-5 flex flex-wrap gap-x-6 gap-y-2">
          <Link to="/watchlist" className="link">
            {page.toList}
          </Link>
          <Link to="/watchlist/import" className="link">
            {page.another}
          </Link>
        </p>
      </Part>
      <ChooseLines choose={sheet.choose} />
      <LookedUp looking={sheet.looking} refreshing={refresh !== null} />
      <TickedLines part="unknown" lines={sheet.unknown} />
      <AddedFilms added={sheet.added} />
      <TickedLines part="dismissed" lines={sheet.dismissed} />
      <Rejected sheet={sheet} />
    </>
  )
}

function Progress({ sheet: { progress } }: { readonly sheet: ImportSheet }) {
  const { page } = useWords().import
  if (progress === null) return null
  const { read, total, stopped } = progress
  return (
    <div className="mt-4 max-w-prose" role={stopped ? "alert" : "status"}>
      <p className="text-lead">{stopped ? page.countStopped(read, total) : page.countReading(read, total)}</p>
      <progress value={read} max={total} className="progress" aria-label={page.countReading(read, total)} />
    </div>
  )
}
