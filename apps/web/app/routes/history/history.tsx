import { Link, redirect } from "react-router"
import { OverTimeChart } from "../../components/history/history-chart.tsx"
import { CoverageChart, FlowsChart, StaysChart } from "../../components/history/history-flows.tsx"
import { HistoryFilters, HistoryNotes } from "../../components/history/history-form.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { dayLong, extentOf, readHistoryView } from "../../data/history/history.server.ts"
import { historyUrl, readHistoryAsked, territoryAsked } from "../../data/history/history-asked.server.ts"
import { readHistoryForm } from "../../data/history/history-form.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { PHRASES, useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/history.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const viewer = await readViewer(request)
  const extent = await extentOf(territoryAsked(searchParams, viewer), viewer)
  const { asked, notes } = readHistoryAsked(searchParams, extent, viewer)
  // A form sends what was left as it was, too: the address that is kept and shared is without it.
  if ([...searchParams.values()].includes("")) throw redirect(historyUrl("/history", asked))
  const form = readHistoryForm(asked, extent, viewer)
  const { history: words } = PHRASES[viewer.locale]
  const empty =
    extent.first === null
      ? words.empty
      : extent.news === 0 && !asked.first
        ? words.emptyFound(extent.found, dayLong(extent.first, viewer.locale))
        : null
  return { form, notes, by: words.apart[asked.by], view: await readHistoryView(asked, extent, viewer), empty }
}

export default function History({ loaderData }: Route.ComponentProps) {
  const { history: words } = useWords()
  const { form, notes, by, view, empty } = loaderData
  return (
    <>
      <Title>{words.title}</Title>
      <Heading>{words.title}</Heading>
      <p className="max-w-prose text-lead text-faint">{empty === null ? view.range : words.pitch}</p>
      {empty === null || form.count > 0 ? <HistoryFilters form={form} action="/history" /> : null}
      <HistoryNotes notes={notes} />
      <div className="mt-8">
        {empty === null ? (
          <Charts view={view} by={by} />
        ) : (
          <Part id="over" name={words.emptyTitle}>
            <p className="max-w-prose text-lead">{empty}</p>
            <p className="mt-4">
              <Link to="/setup" className="link">
                {words.emptyDo}
              </Link>
            </p>
          </Part>
        )}
        <CoverageChart coverage={view.coverage} />
        {empty === null && <Files files={view.files} />}
      </div>
    </>
  )
}

function Charts({ view, by }: Pick<Route.ComponentProps["loaderData"], "view" | "by">) {
  const { history: words } = useWords()
  return (
    <>
      <OverTimeChart over={view.over} by={by} drill={view.drill}>
        <p className="mt-4 max-w-prose text-fine text-faint">
          {words.television} {view.found}
        </p>
      </OverTimeChart>
      <FlowsChart flows={view.flows} />
      <StaysChart stays={view.stays} />
    </>
  )
}

function Files({ files }: { readonly files: Route.ComponentProps["loaderData"]["view"]["files"] }) {
  const { history: words } = useWords()
  return (
    <Part id="files" name={words.files}>
      <p className="flex gap-6">
        <a href={files.csv} className="link" download>
          {words.csv}
        </a>
        <a href={files.json} className="link" download>
          {words.json}
        </a>
      </p>
      <p className="mt-2 max-w-prose text-fine text-faint">{words.filesWhy(files.sources)}</p>
    </Part>
  )
}
