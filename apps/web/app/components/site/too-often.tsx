import { Link } from "react-router"
import type { TooOften } from "../../data/site/limit.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Heading, Title } from "./heading.tsx"

/** Somebody asked too often: when to come back. */
export function TooOftenPage({ said }: { readonly said: Partial<TooOften> | null }) {
  const { doors, errors } = useWords()
  const { title, help } = doors.limited
  return (
    <>
      <Title>{title}</Title>
      <Heading>{title}</Heading>
      <p className="max-w-prose text-lead">{help(said?.when ?? "")}</p>
      <p className="mt-8">
        <Link to="/" className="button-quiet">
          {errors.home}
        </Link>
      </p>
    </>
  )
}
