import { data, Form, Link, redirect } from "react-router"
import { OperatorsSheet } from "../../components/operations/sheet.tsx"
import { AreaField, TextField } from "../../components/site/fields.tsx"
import { Part } from "../../components/site/heading.tsx"
import { actOnNews, type NewsSheet, type NewsValues, readNews } from "../../data/operations/news.server.ts"
import { readOperator } from "../../data/operations/operator.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/news.ts"

const DONE = ["written", "published", "dropped"] as const
const LANGUAGES = ["fr", "en"] as const

export async function loader({ request }: Route.LoaderArgs) {
  const operator = await readOperator(request)
  const { searchParams } = new URL(request.url)
  const done = DONE.find((state) => state === searchParams.get("done")) ?? null
  return { sheet: await readNews(searchParams.get("draft"), operator), done }
}

/** A draft that was kept is read over on its own page, which may be loaded again. */
export async function action({ request }: Route.ActionArgs) {
  const operator = await readOperator(request)
  const act = await actOnNews(await formOf(request), operator)
  if (act.state === "faulty") return data(act, { status: 422 })
  if (act.state === "late") return data(act, { status: 409 })
  const draft = act.state === "written" ? `&draft=${act.id}` : ""
  return redirect(`/operations/news?done=${act.state}${draft}`, 303)
}

export default function News({ loaderData, actionData }: Route.ComponentProps) {
  const { news: words, account } = useWords()
  const { sheet, done } = loaderData
  const faulty = actionData?.state === "faulty" ? actionData : null
  const fault = actionData === undefined ? null : faulty === null ? words.late : account.faulty
  return (
    <OperatorsSheet name={words.title} said={done && words.done[done]} fault={fault}>
      <p className="mb-4 max-w-prose text-lead">{words.intro}</p>
      {sheet.draft && faulty === null && <ReadOver draft={sheet.draft} />}
      <Part id="write" name={sheet.draft ? words.rewrite : words.write}>
        <Write
          id={sheet.draft?.id ?? ""}
          values={faulty?.values ?? sheet.draft?.values ?? {}}
          faults={faulty?.faults ?? {}}
        />
        {sheet.draft && (
          <p className="mt-6">
            <Link to="/operations/news" className="link">
              {words.fresh}
            </Link>
          </p>
        )}
      </Part>
      <Written sheet={sheet} />
    </OperatorsSheet>
  )
}

function ReadOver({ draft }: { readonly draft: NonNullable<NewsSheet["draft"]> }) {
  const { news: words } = useWords()
  return (
    <Part id="preview" name={words.preview}>
      <div className="grid gap-8 md:grid-cols-2">
        {draft.pieces.map(({ language, title, paragraphs }) => (
          <article key={language} lang={language} className="min-w-0 space-y-3">
            <h3 className="text-head font-semibold wrap-anywhere">{title}</h3>
            {paragraphs.map((text) => (
              <p key={text} className="max-w-prose whitespace-pre-line wrap-anywhere">
                {text}
              </p>
            ))}
          </article>
        ))}
      </div>
      <Form method="post" action="/operations/news" reloadDocument className="acts mt-6">
        <input type="hidden" name="id" value={draft.id} />
        <button type="submit" name="act" value="publish" className="button">
          {words.publish}
        </button>
        <button type="submit" name="act" value="drop" className="button-quiet">
          {words.drop}
        </button>
      </Form>
    </Part>
  )
}

interface WriteProps {
  readonly id: string
  readonly values: NewsValues
  readonly faults: Readonly<Record<string, string>>
}

function Write({ id, values, faults }: WriteProps) {
  const { news: words } = useWords()
  const field = (name: string, label: string) => ({ id: name, label, value: values[name] ?? "", fault: faults[name] })
  return (
    <form method="post" action="/operations/news" className="form" noValidate>
      <input type="hidden" name="id" value={id} />
      {LANGUAGES.map((language) => (
        <fieldset key={language} className="grid gap-5">
          <legend className="label mb-3">{words.languages[language]}</legend>
          <TextField {...field(`${language}-title`, words.heading)} autoComplete="off" maxLength={120} required />
          <AreaField {...field(`${language}-body`, words.body)} help={words.bodyHelp} rows={7} required />
        </fieldset>
      ))}
      <button type="submit" name="act" value="write" className="button">
        {words.keep}
      </button>
    </form>
  )
}

function Written({ sheet }: { readonly sheet: NewsSheet }) {
  const { news: words } = useWords()
  const drafts = sheet.lines.filter(({ when }) => when === null)
  const published = sheet.lines.filter(({ when }) => when !== null)
  return (
    <>
      {drafts.length > 0 && (
        <Part id="drafts" name={words.drafts}>
          <ul className="lines">
            {drafts.map(({ id, title }) => (
              <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3">
                <span className="wrap-anywhere">{title}</span>
                <Link to={`/operations/news?draft=${id}`} className="link" aria-label={words.editOf(title)}>
                  {words.edit}
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part id="published" name={words.published}>
        {published.length === 0 && <p>{words.none}</p>}
        <ul className="lines">
          {published.map(({ id, title, when }) => (
            <li key={id} className="py-3">
              <p className="font-semibold wrap-anywhere">{title}</p>
              <p className="text-fine text-faint">{when !== null && words.on(when)}</p>
            </li>
          ))}
        </ul>
      </Part>
    </>
  )
}
