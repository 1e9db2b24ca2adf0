import { data } from "react-router"
import { TOO_LARGE } from "../../../src/body-limit.ts"
import { ADDRESS_HEADER } from "../../../src/client-address.ts"
import { CheckAnswer } from "../../components/lists/check-answer.tsx"
import { ListForm } from "../../components/lists/list-form.tsx"
import { Heading, Title } from "../../components/site/heading.tsx"
import { checkSheet, MOST_CHECKED, readCheckAsked } from "../../data/lists/check.server.ts"
import { passGate } from "../../data/lists/check-gate.server.ts"
import { carriedText, readListForm } from "../../data/lists/list-form.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { territoriesInWords } from "../../data/site/territories.server.ts"
import { readViewer, type Viewer } from "../../data/site/viewer.server.ts"
import { PHRASES, useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/check.ts"

const NOTHING = { typed: "", fault: null, sheet: null, text: "" }

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const large = new URL(request.url).searchParams.has(TOO_LARGE)
  const fault = large ? PHRASES[viewer.locale].import.faults.too_large : null
  return data({ ...NOTHING, fault, ...placesFor(viewer) }, large ? { status: 413 } : {})
}

/** Answers in the page that was asked: a list has no address to come back to, since nobody keeps it. */
export async function action({ request }: Route.ActionArgs) {
  const viewer = await readViewer(request)
  const words = PHRASES[viewer.locale].import
  const form = await formOf(request)
  const { typed, fileName, read } = await readListForm(form)
  const asked = readCheckAsked(form, viewer)
  const refused = (fault: string, status: number, headers: Record<string, string> = {}) =>
    data({ ...NOTHING, typed, fault, territory: asked.territory }, { status, headers })
  if ("fault" in read) {
    const where = fileName === null || read.fault === "nothing" ? "" : words.inFile(fileName)
    return refused(`${where}${words.faults[read.fault]}`, 422)
  }
  if (read.list.films.length > MOST_CHECKED) return refused(words.check.tooLong, 422)
  const address = request.headers.get(ADDRESS_HEADER) ?? ""
  const sheet = await passGate(address, viewer.now, () => checkSheet(read.list, asked, viewer))
  if (sheet === null) return refused(words.check.busy, 429, { "retry-after": "60" })
  return data({ ...NOTHING, typed, sheet, text: carriedText(read), territory: asked.territory })
}

function placesFor({ locale, territories }: Viewer) {
  const { withPack, others } = territoriesInWords(locale, [])
  return { territory: territories[0] ?? "FR", places: [...withPack, ...others] }
}

export default function Check({ loaderData, actionData }: Route.ComponentProps) {
  const { check, faultIn } = useWords().import
  const { sheet, typed, fault, text, territory } = actionData ?? loaderData
  const select = <Places territory={territory} places={loaderData.places} />
  return (
    <>
      <Title>{fault === null ? check.title : faultIn(check.title)}</Title>
      <Heading>{check.title}</Heading>
      {sheet === null ? (
        <>
          <p className="mb-6 max-w-prose text-lead">{check.intro}</p>
          <ListForm action="/check" go={check.go} typed={typed} fault={fault ?? undefined}>
            {select}
          </ListForm>
        </>
      ) : (
        <CheckAnswer sheet={sheet} text={text}>
          {select}
        </CheckAnswer>
      )}
    </>
  )
}

function Places({
  territory,
  places,
}: {
  readonly territory: string
  readonly places: readonly { code: string; name: string }[]
}) {
  const { check } = useWords().import
  return (
    <div>
      <label htmlFor="territory" className="text-lead font-semibold">
        {check.territory}
      </label>
      <select id="territory" name="territory" defaultValue={territory} className="field">
        {places.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
