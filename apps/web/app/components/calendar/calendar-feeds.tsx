import { Link } from "react-router"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"

/** The secret addresses of one's list. */
export interface OwnFeeds {
  readonly agenda: string
  readonly atom: string
}

/** The calendar's addresses for one's own agenda. */
export function Feeds({ own, open }: { readonly own: OwnFeeds | null; readonly open: string }) {
  const { cal, feeds } = useWords()
  return (
    <Part id="feeds" name={cal.feeds}>
      <p className="max-w-prose">{cal.feedsWhat}</p>
      <form method="post" action="/calendar" className="mt-6 max-w-prose">
        <h3 className="text-lead font-semibold">{cal.own}</h3>
        {own === null ? (
          <button type="submit" name="act" value="feed" className="button mt-3">
            {cal.ownMake}
          </button>
        ) : (
          <>
            <Address id="feed-own" address={own.agenda} />
            <Address id="feed-own-atom" address={own.atom} label={feeds.atomOwn} />
            <p className="mt-2 text-fine text-faint">{cal.ownSecret}</p>
            <button type="submit" name="act" value="renew" className="button-plain">
              {cal.renew}
            </button>
          </>
        )}
      </form>
      <div className="mt-6 max-w-prose">
        <h3 className="text-lead font-semibold">{cal.open}</h3>
        <Address id="feed-open" address={open} />
        <p className="mt-2 text-fine text-faint">{cal.openWhat}</p>
        <p className="mt-2">
          <Link to="/api" className="link">
            {feeds.title}
          </Link>
        </p>
      </div>
    </Part>
  )
}

/** Where it can be selected whole; also to be opened, by an agenda that takes it. */
function Address(props: { readonly id: string; readonly address: string; readonly label?: string }) {
  const { cal } = useWords()
  const { id, address, label = cal.address } = props
  return (
    <p className="mt-2">
      <label htmlFor={id} className="label block">
        {label}
      </label>
      <input id={id} readOnly value={address} className="field cal-address" />
    </p>
  )
}
