import { agoInWords } from "@vigie/core"
import { listImports } from "@vigie/db"
import { createContext, data, Link, redirect } from "react-router"
import { TOO_LARGE } from "../../../src/body-limit.ts"
import { config } from "../../../src/env.ts"
import { KeptList } from "../../components/lists/kept-list.tsx"
import { ListForm } from "../../components/lists/list-form.tsx"
import { Heading, Part, Title } from "../../components/site/heading.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import { startImport } from "../../data/lists/import.server.ts"
import { carriedText, readListForm } from "../../data/lists/list-form.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { limitOf, tooOften } from "../../data/site/limit.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { PHRASES, useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/import.ts"

const SHOWN = 5
/** The list is kept in the page that answers the form: nobody is sent away from it to sign in. */
const keeping = createContext(false)

export async function loader({ request, context }: Route.LoaderArgs) {
  if (context.get(keeping)) return data({ imports: [], fault: null })
  const { user, locale, now } = await requireUser(request)
  const words = PHRASES[locale].import
  const before = await ask((db) => listImports(db, user.id, SHOWN))
  const imports = before.map(({ importId, form, createdAt }) => ({
    id: importId,
    name: words.of(words.forms[form], agoInWords(createdAt, locale, now)),
  }))
  const large = new URL(request.url).searchParams.has(TOO_LARGE)
  return data({ imports, fault: large ? words.faults.too_large : null }, large ? { status: 413 } : {})
}

/** Brings the list in and goes on to the page of what became of it; what is no list comes back with what it is instead. */
export async function action({ request, context }: Route.ActionArgs) {
  const viewer = await readViewer(request)
  const words = PHRASES[viewer.locale].import
  const { typed, fileName, read } = await readListForm(await formOf(request))
  if (viewer.user === null && config.accounts !== "local" && !("fault" in read)) {
    context.set(keeping, true)
    return data({ fault: null, typed, keep: { text: carriedText(read), count: read.list.films.length } })
  }
  const signedIn = await requireUser(request)
  if ("fault" in read) {
    const where = fileName === null || read.fault === "nothing" ? "" : words.inFile(fileName)
    return data({ fault: `${where}${words.faults[read.fault]}`, typed, keep: null }, { status: 422 })
  }
  const retryAt = await limitOf(request, signedIn, "import")
  if (retryAt !== null) {
    const { locale, now } = signedIn
    return data({ fault: words.again(agoInWords(retryAt, locale, now)), typed, keep: null }, tooOften(retryAt, now))
  }
  return redirect(`/watchlist/import/${await startImport(signedIn, read.list)}`, 303)
}

export default function Import({ loaderData, actionData }: Route.ComponentProps) {
  const { import: words } = useWords()
  const fault = actionData?.fault ?? loaderData?.fault ?? undefined
  if (actionData?.keep) return <KeptList {...actionData.keep} />
  return (
    <>
      <Title>{fault === undefined ? words.title : words.faultIn(words.title)}</Title>
      <Heading>{words.title}</Heading>
      <p className="mb-6 max-w-prose text-lead">{fault === undefined ? words.intro : words.faulty}</p>
      <ListForm action="/watchlist/import" go={words.go} typed={actionData?.typed ?? ""} fault={fault} />
      <Part id="from" name={words.whereFrom}>
        <ul className="lines">
          {Object.entries(words.from).map(([name, how]) => (
            <li key={name} className="entry max-w-prose">
              {how}
            </li>
          ))}
        </ul>
      </Part>
      {(loaderData?.imports.length ?? 0) > 0 && (
        <Part id="before" name={words.before}>
          <ul className="lines">
            {loaderData.imports.map(({ id, name }) => (
              <li key={id} className="entry">
                <Link to={`/watchlist/import/${id}`} className="link">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}
