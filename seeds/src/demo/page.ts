import { dayEnd, localDay, type Ms } from "@vigie/core"
import type { SeedFilm } from "../facts.ts"
import { type DemoRow, demoRows, replayStartMs } from "./script.ts"

const zone = "Europe/Paris"
const dayMs = 86_400_000

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The last day a row can be watched, YYYY-MM-DD in Paris; null = none stated. */
const lastDayOf = (row: DemoRow, watchedAt: Ms): string | null =>
  row.lastDay === null ? null : localDay(watchedAt + replayStartMs + row.lastDay * dayMs, zone)

const cellsOf = (row: DemoRow, lastDay: string | null): string => {
  const shown = lastDay === null ? "-" : lastDay.split("-").reverse().join("/")
  const cells = [row.provider, row.model, row.price, row.quality, shown].map((cell) => `<td>${escaped(cell)}</td>`)
  return `<tr>${cells.join("")}</tr>`
}

/** A film's page at `now`; `watchedAt` is when its first watcher came, null when nobody watches it. */
export const demoPage = (film: SeedFilm, watchedAt: Ms | null, now: Ms): string => {
  const lines: string[] = []
  for (const row of demoRows(watchedAt === null ? null : now - watchedAt)) {
    const lastDay = lastDayOf(row, watchedAt ?? now)
    if (lastDay === null || now < dayEnd(lastDay, zone)) lines.push(cellsOf(row, lastDay))
  }
  const title = escaped(film.title)
  const none = "<p>Désolé, aucun résultat ne correspond à votre recherche.</p>"
  return `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>${title} (démonstration)</title></head>
<body>
<p>Page de démonstration : ce film et ces plateformes n'existent pas.</p>
<h1>${title} (${film.year})</h1>
<h2>Regarder ${title} en VOD</h2>
<table>
<tr><th>Plateformes</th><th>Modèle</th><th>Tarif</th><th>Qualité</th><th>Jusqu'au</th></tr>
${lines.join("\n")}
</table>
${lines.length === 0 ? none : ""}
</body>
</html>
`
}
