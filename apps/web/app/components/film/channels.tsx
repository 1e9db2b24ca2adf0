import { Link } from "react-router"
import type { FilmSheet } from "../../data/film/film.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Part } from "../site/heading.tsx"
import { Table } from "../site/table.tsx"

/** Which channels showed the film or will, by country. */
export function Channels({ channels }: Pick<FilmSheet, "channels">) {
  const { film, filmPage } = useWords()
  if (channels.length === 0) return null
  return (
    <Part id="channels" name={filmPage.channels}>
      <Table
        caption={filmPage.channels}
        columns={[
          {
            name: filmPage.channel,
            cell: (line) => (
              <Link to={`/providers/${line.slug}`} className="link font-semibold">
                {line.channel}
              </Link>
            ),
          },
          { name: film.country, cell: (line) => line.country },
          { name: filmPage.times, cell: (line) => line.count },
          { name: filmPage.first, cell: (line) => line.first },
          { name: filmPage.last, cell: (line) => line.last, blank: (line) => line.count === "1" },
        ]}
        rows={channels}
        keyOf={({ key }) => key}
      />
    </Part>
  )
}
