import { departmentInWords } from "@vigie/core"
import { data, Link, redirect } from "react-router"
import { AccountFrame } from "../../components/account/account-frame.tsx"
import { Options, SelectField } from "../../components/site/fields.tsx"
import { Part } from "../../components/site/heading.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import {
  type LetterPreview,
  type LettersSheet,
  type LetterValues,
  lettersIn,
  previewLetter,
  readLetters,
  saveLetters,
} from "../../data/account/account-letters.server.ts"
import type { Faults } from "../../data/account/account-profile.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/account-letters.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireUser(request)
  const sheet = await readLetters(viewer)
  const { searchParams } = new URL(request.url)
  const preview = await previewLetter(searchParams.get("see"), sheet, viewer)
  return { sheet, preview, done: searchParams.has("done") }
}

export async function action({ request }: Route.ActionArgs) {
  const viewer = await requireUser(request)
  const values = lettersIn(await formOf(request))
  const faults = await saveLetters(viewer, values)
  if (Object.keys(faults).length > 0) return data({ values, faults }, { status: 422 })
  return redirect("/account/letters?done", 303)
}

export default function AccountLetters({ loaderData, actionData }: Route.ComponentProps) {
  const { account } = useWords()
  const { sheet, preview, done } = loaderData
  return (
    <AccountFrame title={account.letters} faulty={actionData !== undefined} done={done ? account.saved.letters : null}>
      <p className="mb-4 max-w-prose text-lead">{account.newsletters.intro}</p>
      <form method="post" action="/account/letters" className="max-w-4xl" noValidate>
        <Letters sheet={sheet} values={actionData?.values ?? {}} faults={actionData?.faults ?? {}} />
        <button type="submit" className="button mt-6">
          {account.save}
        </button>
      </form>
      {preview && <Preview preview={preview} />}
    </AccountFrame>
  )
}

function Preview({ preview: { name, sections } }: { readonly preview: LetterPreview }) {
  const { newsletters } = useWords().account
  return (
    <Part id="see" name={newsletters.seen(name)}>
      {sections.length === 0 && <p className="text-lead">{newsletters.nothing}</p>}
      {sections.map(({ heading, lines }) => (
        <section key={heading} className="mb-6">
          <h3 className="text-lead font-semibold">{heading}</h3>
          <ul className="lines mt-2">
            {lines.map(({ film, text, url, note }) => (
              <li key={`${film} ${text} ${url}`} className="py-2">
                {film !== null && url !== null && (
                  <Link to={url} className="link font-semibold">
                    {film}
                  </Link>
                )}
                <p>{film === null && url !== null ? <Link to={url}>{text}</Link> : text}</p>
                {note !== null && <p className="text-fine text-faint">{note}</p>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Part>
  )
}

interface LettersProps {
  readonly sheet: LettersSheet
  readonly values: LetterValues
  readonly faults: Faults
}

function Letters({ sheet, values, faults }: LettersProps) {
  const { newsletters } = useWords().account
  return (
    <ul className="lines border-t-2 border-ink">
      {sheet.lines.map(({ id, name, help, when, last }) => (
        <li key={id} className="letter">
          <div>
            <h2 className="text-lead font-semibold">{name}</h2>
            <p className="text-faint">{help}</p>
            <p className="mt-1 flex flex-wrap gap-x-6 text-fine">
              <Link to={`/account/letters?see=${id}#see`} className="link" aria-label={newsletters.seeOf(name)}>
                {newsletters.see}
              </Link>
              {last !== null && <span className="text-faint">{last}</span>}
            </p>
          </div>
          <div>
            {faults[id] && (
              <p id={`${id}-fault`} className="fault">
                {faults[id]}
              </p>
            )}
            <select
              name={id}
              aria-label={newsletters.when(name)}
              aria-describedby={faults[id] ? `${id}-fault` : undefined}
              aria-invalid={faults[id] ? true : undefined}
              defaultValue={values[id] ?? when}
              className="field"
            >
              <Rhythms of={sheet.rhythms} />
            </select>
          </div>
        </li>
      ))}
      {sheet.departments.length > 0 && (
        <li className="py-4">
          <div className="pair">
            <SelectField
              id="department"
              label={newsletters.addDepartment}
              fault={faults.department}
              value={values.department ?? ""}
            >
              <option value="">{newsletters.noDepartment}</option>
              <Options of={sheet.departments.map((code) => ({ value: code, name: departmentInWords(code) }))} />
            </SelectField>
            <SelectField
              id="departmentWhen"
              label={newsletters.addWhen}
              fault={faults.departmentWhen}
              value={values.departmentWhen ?? ""}
            >
              <Rhythms of={sheet.rhythms} />
            </SelectField>
          </div>
          <p className="mt-2 text-fine text-faint">{newsletters.addHelp}</p>
        </li>
      )}
    </ul>
  )
}

function Rhythms({ of }: { readonly of: LettersSheet["rhythms"] }) {
  const { newsletters } = useWords().account
  return (
    <>
      <option value="">{newsletters.never}</option>
      {of.map((group) => (
        <optgroup key={group.name} label={group.name}>
          <Options of={group.of} />
        </optgroup>
      ))}
    </>
  )
}
