import { Link } from "react-router"
import type { ApiSheet } from "../../data/feeds/api-page.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Heading, Part, Title } from "../site/heading.tsx"
import { Social } from "../site/social.tsx"
import { Table } from "../site/table.tsx"

/** What other programs can read here, and by which rules. */
export function ApiPage({ sheet }: { readonly sheet: ApiSheet }) {
  const { feeds: words } = useWords()
  return (
    <>
      <Title>{words.title}</Title>
      <Social title={words.title} description={words.describe} />
      <Heading>{words.title}</Heading>
      <p className="max-w-prose text-lead">{words.intro}</p>
      <Part id="licences" name={words.licences}>
        <p className="max-w-prose">{words.licencesWhat}</p>
        <ul className="mt-4 grid max-w-prose gap-2">
          {sheet.licences.map((said) => (
            <li key={said}>{said}</li>
          ))}
        </ul>
      </Part>
      <Changes sheet={sheet} />
      <Part id="parameters" name={words.parameters}>
        <Table
          caption={words.parameters}
          columns={[
            { name: words.parameter, cell: ({ name }) => <code>{name}</code> },
            { name: words.meaning, cell: ({ meaning }) => meaning },
          ]}
          rows={sheet.parameters}
          keyOf={({ name }) => name}
        />
      </Part>
      <Part id="manners" name={words.manners}>
        <p className="max-w-prose">{words.mannersWhat}</p>
      </Part>
      <Part id="atom" name={words.atom}>
        <p className="max-w-prose">{words.atomWhat}</p>
        <p className="mt-3 max-w-prose">
          {words.ownWhat}{" "}
          <Link to="/calendar#feeds" className="link">
            {words.ownLink}
          </Link>
        </p>
      </Part>
    </>
  )
}

function Changes({ sheet }: { readonly sheet: ApiSheet }) {
  const { feeds: words } = useWords()
  return (
    <Part id="changes" name={words.changes}>
      <p className="max-w-prose">{words.changesWhat}</p>
      <p className="mt-3">
        <a href={sheet.description} className="link">
          {words.described}
        </a>
      </p>
      <h3 id="example" className="mt-6 text-lead font-semibold">
        {words.example}
      </h3>
      <p className="api-address">
        <code>GET {sheet.address}</code>
      </p>
      {/* Scrolled by keyboard too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable (WCAG 2.1.1) */}
      <section className="api-example" aria-labelledby="example" tabIndex={0}>
        <pre>
          <code>{sheet.example}</code>
        </pre>
      </section>
    </Part>
  )
}
