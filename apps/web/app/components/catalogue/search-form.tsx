import { useWords } from "../../i18n/words.ts"

export function SearchForm({ query = "", first = false }: { readonly query?: string; readonly first?: boolean }) {
  return (
    <search>
      <form action="/films" method="get" className="searching">
        <SearchField query={query} first={first} />
      </form>
    </search>
  )
}

/** What is searched for, with its button: of a form that asks `/films`. */
export function SearchField({ query, first = false }: { readonly query: string; readonly first?: boolean }) {
  const { search } = useWords()
  return (
    <>
      <label htmlFor="q" className="label block">
        {search.label}
      </label>
      <div className="mt-1 flex border-b-2 border-ink focus-within:border-accent">
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={query}
          autoComplete="off"
          enterKeyHint="search"
          maxLength={2000}
          className={first ? "field text-head" : "field text-lead"}
        />
        <button type="submit" className="button-go">
          {search.go}
        </button>
      </div>
    </>
  )
}
