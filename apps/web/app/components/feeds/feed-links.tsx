import { useWords } from "../../i18n/words.ts"

interface FeedLinksProps {
  /** The feed's own path. */
  readonly atom: string
  /** What it is of, as feed readers list it. */
  readonly name: string
}

/** Where a page's changes can be followed: for feed readers in the page's head, for people in a line. */
export function FeedLinks({ atom, name }: FeedLinksProps) {
  const { feeds: words } = useWords()
  return (
    <p className="mt-8 text-fine">
      <link rel="alternate" type="application/atom+xml" title={words.feedOf(name)} href={atom} />
      <a href={atom} className="link inline-block py-1">
        {words.follow}
      </a>
    </p>
  )
}
