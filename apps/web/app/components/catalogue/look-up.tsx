import { Link, useRouteLoaderData } from "react-router"
import type { FrameFacts } from "../../data/site/frame.server.ts"
import { useWords } from "../../i18n/words.ts"

/** Who would be asked, and whether it may be. */
export interface Elsewhere {
  readonly title: string
  readonly year: string
  /** The source's name. */
  readonly source: string
  readonly keyed: boolean
  readonly contact: boolean
}

/** Offers to look a film up where it may be known. */
export function LookUp({ elsewhere, why }: { readonly elsewhere: Elsewhere; readonly why: string }) {
  const { lookup } = useWords()
  return (
    <section aria-labelledby="elsewhere" className="elsewhere">
      <h2 id="elsewhere" className="label">
        {lookup.offer}
      </h2>
      <p className="mt-1 max-w-prose text-lead">{why}</p>
      {elsewhere.contact ? <LookUpForm {...elsewhere} /> : <NoContact />}
    </section>
  )
}

/** Title and year, asked of one source. */
export function LookUpForm({ title, year, source, keyed }: Omit<Elsewhere, "contact">) {
  const { lookup } = useWords()
  return (
    <form method="post" action="/lookups" className="asking">
      <p className="asking-title">
        <label htmlFor="title" className="label block">
          {lookup.film}
        </label>
        <input
          id="title"
          name="title"
          defaultValue={title}
          required
          maxLength={200}
          autoComplete="off"
          className="field"
        />
      </p>
      <p>
        <label htmlFor="year" className="label block">
          {lookup.year}
        </label>
        <input
          id="year"
          name="year"
          defaultValue={year}
          inputMode="numeric"
          pattern="[0-9]{4}"
          maxLength={4}
          autoComplete="off"
          className="field year"
        />
      </p>
      <button type="submit" className="button">
        {lookup.go(source)}
      </button>
      {!keyed && <p className="basis-full text-fine text-faint">{lookup.withKey}</p>}
    </form>
  )
}

/** Nothing leaves the machine before somebody can be reached about it; only operators can see to that. */
export function NoContact() {
  const { lookup } = useWords()
  const frame = useRouteLoaderData<FrameFacts>("root")
  if (frame?.accounts !== "local" && !frame?.person?.operator)
    return <p className="mt-2 max-w-prose">{lookup.notReady}</p>
  return (
    <>
      <p className="mt-2 max-w-prose">{lookup.contact}</p>
      <p className="mt-4">
        <Link to="/setup" className="button">
          {lookup.setup}
        </Link>
      </p>
    </>
  )
}
