import { data, type HeadersArgs, Link, redirect } from "react-router"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { Wait } from "../../components/site/wait.tsx"
import { FeedLines } from "../../components/sources/feeds.tsx"
import { SetupForm } from "../../components/sources/setup-form.tsx"
import { Outside } from "../../components/watchlist/marks.tsx"
import { requireOperator } from "../../data/account/access.server.ts"
import { mailInWords, tryMail } from "../../data/mailbox/test-mail.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { refreshHeaders, refreshOf } from "../../data/site/refresh.server.ts"
import { readSetupSheet, type SetupSheet } from "../../data/sources/setup.server.ts"
import { saveSetup, valuesIn } from "../../data/sources/setup-form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/setup.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireOperator(request)
  const sheet = await readSetupSheet(viewer)
  const asked = new URL(request.url).searchParams
  const done = asked.has("done")
  // A form that is being filled in stays as it is: only the page that follows it looks again by itself.
  const refresh = refreshOf(request.url, done && sheet.feeds.waiting, viewer.now)
  const mail = mailInWords(asked.get("mail"), viewer.locale)
  return data({ sheet, done, mail, refresh }, { headers: refreshHeaders(refresh) })
}

export function headers({ loaderHeaders }: HeadersArgs) {
  return loaderHeaders
}

/** Stores and goes on to a page that may be loaded again; what cannot be used comes back as it was, with what is wrong. */
export async function action({ request }: Route.ActionArgs) {
  const { locale, now } = await requireOperator(request)
  const values = valuesIn(await formOf(request))
  const faults = await saveSetup(values, locale, now)
  if (Object.keys(faults).length > 0) return data({ values, faults }, { status: 422 })
  const mail = values.mail === "" ? "" : `&mail=${await tryMail(values.mail, locale, now)}`
  return redirect(`/setup?done${mail}`, 303)
}

export default function Setup({ loaderData, actionData }: Route.ComponentProps) {
  const { setup } = useWords()
  const { sheet, done, mail, refresh } = loaderData
  const faults = actionData?.faults ?? {}
  const faulty = Object.keys(faults).length > 0
  const title = sheet.isDone ? setup.settings : setup.title
  return (
    <>
      <Title>{faulty ? setup.faultIn(title) : title}</Title>
      <Heading>{title}</Heading>
      {faulty ? <Faulty /> : <Said done={done} mail={mail} isDone={sheet.isDone} />}
      {sheet.isDone && !faulty && (
        <Part id="reads" name={setup.reads}>
          <FeedLines lines={sheet.feeds.lines} />
          <Wait refresh={refresh} />
          <p className="mt-4">
            <Link to="/" className="link">
              {setup.seeHome}
            </Link>
          </p>
        </Part>
      )}
      <SetupForm sheet={sheet} values={actionData?.values ?? sheet.values} faults={faults} />
      <Keys keys={sheet.keys} />
    </>
  )
}

function Faulty() {
  return (
    <p className="notice" role="alert">
      {useWords().setup.faulty}
    </p>
  )
}

function Said(props: { readonly done: boolean; readonly mail: string | null; readonly isDone: boolean }) {
  const { setup } = useWords()
  if (props.done && props.isDone)
    return (
      <div className="notice" role="status">
        <p>{setup.done}</p>
        {props.mail && <p>{props.mail}</p>}
      </div>
    )
  return (
    <p className="mb-6 max-w-prose text-lead">
      {props.isDone ? (
        setup.change
      ) : (
        <>
          <strong>{setup.nothing}</strong> {setup.intro}
        </>
      )}
    </p>
  )
}

function Keys({ keys }: { readonly keys: SetupSheet["keys"] }) {
  const { setup, states } = useWords()
  if (keys.length === 0) return null
  return (
    <Part id="keys" name={setup.keys}>
      <ul className="lines">
        {keys.map((key) => (
          <li key={key.name} className="entry max-w-prose">
            <h3 className="text-lead font-semibold">{key.source}</h3>
            <p>{key.adds}</p>
            <p className="mt-1 text-fine text-faint">
              {setup.putKey(key.name)} <Outside href={key.getAt}>{key.getAt ? states.getKey : ""}</Outside>
            </p>
          </li>
        ))}
      </ul>
    </Part>
  )
}
