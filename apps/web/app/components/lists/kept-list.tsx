import { useWords } from "../../i18n/words.ts"
import { Heading, Title } from "../site/heading.tsx"

/** A list of somebody who is not signed in: it waits in this page, and nowhere else, until they are. */
export function KeptList({ text, count }: { readonly text: string; readonly count: number }) {
  const { import: words } = useWords()
  const { keep } = words
  return (
    <>
      <Title>{keep.title}</Title>
      <Heading>{keep.title}</Heading>
      <p className="max-w-prose text-lead">{keep.countRead(count)}</p>
      <ol className="steps">
        <li>
          <p>{keep.first}</p>
          <p className="mt-1 flex flex-wrap gap-x-6">
            <Outward to="/sign-in" name={keep.signIn} />
            <Outward to="/sign-up" name={keep.signUp} />
          </p>
        </li>
        <li>
          <p>{keep.afterwards}</p>
          <form method="post" action="/watchlist/import" encType="multipart/form-data" className="mt-3">
            <textarea name="text" defaultValue={text} hidden readOnly />
            <button type="submit" className="button">
              {words.go}
            </button>
          </form>
        </li>
      </ol>
    </>
  )
}

/** A page that this one stays open beside. */
function Outward({ to, name }: { readonly to: string; readonly name: string }) {
  const { keep } = useWords().import
  return (
    <a href={to} target="_blank" rel="noopener" className="link">
      {name} <span className="text-fine text-faint">({keep.newTab})</span>
    </a>
  )
}
