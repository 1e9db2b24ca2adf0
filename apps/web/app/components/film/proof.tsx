import { Link } from "react-router"
import type { Fact, ProofSheet } from "../../data/film/change-page.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"
import { Table } from "../site/table.tsx"
import { Outside } from "../watchlist/marks.tsx"

/** What a change rests on: the words read, the document, who agrees, and what came before and after. */
export function Proof({ sheet }: { readonly sheet: ProofSheet }) {
  const { proof: words } = useWords().filmPage
  return (
    <>
      <Part id="words" name={words.words}>
        {sheet.words === null ? (
          <p className="max-w-prose text-faint">{words.noWords}</p>
        ) : (
          <figure>
            <blockquote className="quoted">{sheet.words}</blockquote>
            {sheet.licence && <figcaption className="mt-2 text-fine text-faint">{sheet.licence}</figcaption>}
          </figure>
        )}
      </Part>
      {sheet.document.length > 0 && (
        <Part id="document" name={words.document}>
          <Facts facts={sheet.document} />
        </Part>
      )}
      <Voices sheet={sheet} />
      <Part id="noted" name={words.recorded}>
        <Facts facts={sheet.noted} />
      </Part>
      <Part id="links" name={words.links}>
        <dl className="pairs">
          {sheet.links.map(({ name, what, to }) => (
            <div key={`${name} ${to}`}>
              <dt className="text-faint">{name}</dt>
              <dd>
                <Link to={to} className="link">
                  {what}
                </Link>
              </dd>
            </div>
          ))}
          <div>
            <dt className="text-faint">{words.windowNow}</dt>
            <dd>{sheet.state}</dd>
          </div>
          <div>
            <dt className="text-faint">{words.film}</dt>
            <dd>
              <Link to={`/films/${sheet.film.slug}`} className="link">
                {sheet.film.title}
              </Link>
            </dd>
          </div>
        </dl>
      </Part>
    </>
  )
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="pairs">
      {facts.map(({ name, value, url, code }) => (
        <div key={name}>
          <dt className="text-faint">{name}</dt>
          <dd>{code ? <code className="code">{value}</code> : <Outside href={url ?? null}>{value}</Outside>}</dd>
        </div>
      ))}
    </dl>
  )
}

function Voices({ sheet: { voices } }: { readonly sheet: ProofSheet }) {
  const { proof: words } = useWords().filmPage
  return (
    <Part id="voices" name={words.voices}>
      <p className="mb-4 max-w-prose text-faint">{voices.length === 0 ? words.noVoices : words.voicesAbout}</p>
      {voices.length > 0 && (
        <Table
          caption={words.voices}
          columns={[
            {
              name: words.source,
              cell: (voice) => (
                <span className="font-semibold">
                  <Outside href={voice.url}>{voice.source}</Outside>
                </span>
              ),
            },
            { name: words.back, cell: (voice) => voice.back },
            {
              name: words.now,
              cell: (voice) => <span className={voice.agrees ? "font-semibold" : "text-faint"}>{voice.now}</span>,
            },
            {
              name: words.says,
              cell: (voice) => (
                <>
                  {voice.says && <span className="block">{voice.says}</span>}
                  <q className="text-fine text-faint">{voice.words}</q>
                </>
              ),
            },
          ]}
          rows={voices}
          keyOf={({ id }) => id}
        />
      )}
    </Part>
  )
}
