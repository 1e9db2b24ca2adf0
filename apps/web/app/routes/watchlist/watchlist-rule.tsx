import { data, Link, redirect } from "react-router"
import { Heading, Title } from "../../components/site/heading.tsx"
import { RuleForm } from "../../components/watchlist/rule-form.tsx"
import { Doubts } from "../../components/watchlist/watchlist-parts.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { type RuleSheet, readRuleSheet, saveRule } from "../../data/watchlist/watchlist-rule.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/watchlist-rule.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const url = new URL(request.url)
  const sheet = await readRuleSheet(url.searchParams, await requireUser(request))
  const at = `${url.pathname}${url.search}`
  return data({ sheet, at }, { status: sheet === null ? 404 : 200 })
}

/**
 * Tries a rule on the history, or stores it and goes back to the list, from where it can be taken back; what cannot be one
 * comes back as it was typed.
 */
export async function action({ request }: Route.ActionArgs) {
  const viewer = await requireUser(request)
  const done = await saveRule(new URL(request.url).searchParams, await formOf(request), viewer)
  if ("to" in done) return redirect(done.to, 303)
  if ("gone" in done) throw data(null, { status: 404 })
  return data({ draft: done.draft }, { status: done.status })
}

export default function WatchlistRule({ loaderData, actionData }: Route.ComponentProps) {
  const { rule: words } = useWords().watchlist
  const { sheet, at } = loaderData
  if (sheet === null) return <Gone />
  const { films } = sheet
  const [first] = films?.titles ?? []
  const title =
    films === null ? words.defaultTitle : films.count === 1 && first ? words.ofOne(first) : words.ofMany(films.count)
  return (
    <>
      <Title>{title}</Title>
      <Heading>{title}</Heading>
      {films !== null && films.count > 1 && (
        <p className="max-w-prose text-faint">
          {films.titles.join(", ")}
          {films.count > films.titles.length && ` ${words.more(films.count - films.titles.length)}`}
        </p>
      )}
      {actionData === undefined && <Now now={sheet.now} />}
      <RuleForm
        setting={sheet}
        draft={actionData?.draft ?? sheet.draft}
        at={at}
        several={films?.count !== 1}
        reset={sheet.own ? (films === null ? words.resetDefault : words.reset) : null}
      />
      <p className="mt-4">
        <Link to={sheet.back} className="link">
          {words.back}
        </Link>
      </p>
    </>
  )
}

/** The rule as it is stored, in a line. */
function Now({ now }: Pick<RuleSheet, "now">) {
  const { rule: words } = useWords().watchlist
  return (
    <div className="mb-6 max-w-prose">
      <p className="text-lead">{now ? now.words : words.mixed}</p>
      {now && <Doubts rule={now} />}
    </div>
  )
}

function Gone() {
  const { rule: words } = useWords().watchlist
  return (
    <>
      <Title>{words.title}</Title>
      <Heading>{words.title}</Heading>
      <p className="text-lead">{words.gone}</p>
      <p className="mt-4">
        <Link to="/watchlist" className="link">
          {words.back}
        </Link>
      </p>
    </>
  )
}
