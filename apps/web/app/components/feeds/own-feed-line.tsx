import { Link } from "react-router"
import { useWords } from "../../i18n/words.ts"

/** Where the list's own feeds are; their addresses are secret, and shown there alone. */
export function OwnFeedLine() {
  const { feeds } = useWords()
  return (
    <p className="mt-8 text-fine">
      <Link to="/calendar#feeds" className="link inline-block py-1">
        {feeds.ownFollow}
      </Link>
    </p>
  )
}
