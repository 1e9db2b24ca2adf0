import type { Airing } from "../../data/film/airings.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Day } from "../catalogue/programme.tsx"
import { Part } from "../site/heading.tsx"
import { UnverifiedNote } from "../watchlist/marks.tsx"
import { ProviderName, Story } from "./offers.tsx"
import { Proofs } from "./proofs.tsx"

/** Broadcasts to come, as a television programme lists them: day, hour, channel. */
export function Airings({ airings }: { readonly airings: readonly Airing[] }) {
  const { film } = useWords()
  if (airings.length === 0) return null
  return (
    <Part id="television" name={film.onAir}>
      <ul className="lines">
        {airings.map(({ offer, day, hour }) => (
          <li key={offer.id} className="line">
            {day ? <Day day={day} /> : <p className="day" />}
            <div className="min-w-0">
              <p className="text-lead">
                <strong className="sign hour">{hour}</strong> <ProviderName provider={offer.provider} brief />
              </p>
              <Story lines={offer.story} />
              <Proofs proofs={offer.proofs} about={offer.provider.name} />
            </div>
          </li>
        ))}
      </ul>
      <UnverifiedNote of={airings.map(({ offer }) => offer)} />
    </Part>
  )
}
