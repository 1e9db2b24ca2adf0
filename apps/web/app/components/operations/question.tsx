import { Form, Link } from "react-router"
import type { Choice, Question } from "../../data/operations/review.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Outside } from "../watchlist/marks.tsx"

/** What a form that was sent back held, and what is wrong with it. */
export interface Faulty {
  readonly key: string
  readonly film: string
  readonly fault: string
}

/** What is asked about: its title, year and directors, and who named it. */
export function Asked({ of }: { readonly of: Question }) {
  const { review: words } = useWords().operations
  return (
    <>
      <h2 className="film-link">
        {of.slug === null ? (
          (of.title ?? words.untitled)
        ) : (
          <Link to={`/films/${of.slug}`} className="link">
            {of.title}
          </Link>
        )}{" "}
        <span className="text-faint">{of.year}</span>
      </h2>
      {of.directors && <p>{of.directors}</p>}
      <p className="text-fine text-faint">
        {of.says}
        {of.target !== null && (
          <>
            {" · "}
            <Link to={`/operations/targets/${of.target}`} className="link">
              {words.target}
            </Link>
          </>
        )}
      </p>
    </>
  )
}

/** A work that a source names: which film it is. */
export function WorkQuestion({ of, faulty }: { readonly of: Question; readonly faulty: Faulty | null }) {
  const { operations } = useWords()
  const { review: words } = operations
  const mine = faulty?.key === of.key ? faulty : null
  const other = `other-${of.key}`
  return (
    <li className="entry">
      <Asked of={of} />
      <Form method="post" reloadDocument className="mt-2">
        <input type="hidden" name="key" value={of.key} />
        <fieldset>
          <legend className="sr-only">{operations.labelled(of.title ?? words.untitled, words.question)}</legend>
          {mine && <p className="fault">{mine.fault}</p>}
          {of.choices.map((choice) => (
            <Radio key={choice.value} choice={choice} />
          ))}
          <Radio choice={{ value: "create", title: words.create }} />
          <label className="choice">
            <input type="radio" name="choice" value="other" defaultChecked={mine !== null && mine.film !== ""} />
            <span>{words.other}</span>
          </label>
          <input
            name="film"
            aria-label={`${words.other} (${of.title ?? words.untitled})`}
            placeholder={words.otherHelp}
            defaultValue={mine?.film}
            id={other}
            className="field narrow-field"
          />
          <Radio choice={{ value: "never", title: words.never }} />
        </fieldset>
        <div className="acts mt-3">
          <button type="submit" className="button-quiet">
            {words.answer}
          </button>
          <label className="choice text-fine">
            <input type="checkbox" name="work" value={of.key} form="ignore" />
            <span>
              {words.tick}
              <span className="sr-only"> {of.title}</span>
            </span>
          </label>
        </div>
      </Form>
    </li>
  )
}

/** A film of ours at a source that may mean several. */
export function LocationQuestion({ of, faulty }: { readonly of: Question; readonly faulty: Faulty | null }) {
  const { operations } = useWords()
  const { review: words } = operations
  return (
    <li className="entry">
      <Asked of={of} />
      <Form method="post" reloadDocument className="mt-2">
        <input type="hidden" name="act" value="locate" />
        <input type="hidden" name="key" value={of.key} />
        <fieldset>
          <legend className="sr-only">{operations.labelled(of.title ?? "", of.says)}</legend>
          {faulty?.key === of.key && <p className="fault">{faulty.fault}</p>}
          {of.choices.map((choice) => (
            <Radio key={choice.value} choice={{ ...choice, value: `=${choice.value}` }} />
          ))}
          <Radio choice={{ value: "none", title: words.nowhere }} />
        </fieldset>
        <button type="submit" className="button-quiet mt-3">
          {words.answer}
        </button>
      </Form>
    </li>
  )
}

/** A work that somebody set aside. */
export function IgnoredWork({ of }: { readonly of: Question }) {
  const { review: words } = useWords().operations
  return (
    <li className="entry">
      <Asked of={of} />
      <Form method="post" reloadDocument>
        <input type="hidden" name="act" value="reopen" />
        <button type="submit" name="key" value={of.key} className="button-plain">
          {words.reopen}
          <span className="sr-only"> ({of.title})</span>
        </button>
      </Form>
    </li>
  )
}

type Shown = Pick<Choice, "value" | "title"> & Partial<Choice>

function Radio({ choice: { value, title, year, directors, why, url, slug } }: { readonly choice: Shown }) {
  const { review: words } = useWords().operations
  const page = slug ? `/films/${slug}` : url
  return (
    <div>
      <label className="choice">
        <input type="radio" name="choice" value={value} />
        <span>
          {year === undefined ? title : <strong>{title}</strong>} <span className="text-faint">{year}</span>
          {directors && <span className="block text-fine text-faint">{directors}</span>}
          {why && <span className="block text-fine text-faint">{why}</span>}
        </span>
      </label>
      {page && (
        <p className="choice-more">
          {slug ? (
            <Link to={page} className="link">
              {words.page}
            </Link>
          ) : (
            <Outside href={page}>{words.page}</Outside>
          )}
          <span className="sr-only"> {title}</span>
        </p>
      )}
    </div>
  )
}
