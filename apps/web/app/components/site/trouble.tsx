import { Link } from "react-router"
import { useWords } from "../../i18n/words.ts"
import { SearchForm } from "../catalogue/search-form.tsx"
import { Heading, Title } from "./heading.tsx"

export type TroubleKind = "notFound" | "broken" | "unavailable" | "refused"

/** What went wrong, in words, and what to do next. */
export function Trouble({ kind, again }: { readonly kind: TroubleKind; readonly again: string }) {
  const { errors } = useWords()
  return (
    <>
      <Title>{errors[kind]}</Title>
      <Heading>{errors[kind]}</Heading>
      <p className="max-w-prose text-lead">{errors[`${kind}Help`]}</p>
      {kind !== "unavailable" && <SearchForm />}
      <p className="mt-8 flex gap-6">
        {(kind === "unavailable" || kind === "broken") && (
          <a href={again} className="button">
            {errors.retry}
          </a>
        )}
        <Link to="/" className="button-quiet">
          {errors.home}
        </Link>
      </p>
    </>
  )
}
