import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

export interface Page {
  readonly status?: number
  readonly body: string
}

export interface Site {
  readonly host: string
  readonly url: string
  /** What every path but robots.txt answers from now on. */
  show(page: Page): void
  close(): Promise<void>
}

/** A site on loopback whose one page is what the test last showed. */
export async function openSite(first: Page): Promise<Site> {
  let page = first
  const server = createServer((request, response) => {
    if (request.url === "/robots.txt") return void response.writeHead(404).end()
    response.writeHead(page.status ?? 200, { "content-type": "text/html; charset=utf-8" }).end(page.body)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}/page`,
    show: (next) => {
      page = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A film's page as Unifrance writes them; `rows` are platform, model, price, quality. */
export function filmPage(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`)
  const none = rows.length === 0 ? "<p>Désolé, aucun résultat ne correspond à votre recherche.</p>" : ""
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Les Milles (1995)</title></head><body>
<h1>Les Milles</h1><p>1995</p>
<h2>Regarder Les Milles en VOD</h2>
<table><thead><tr><th>Plateformes</th><th>Modèle</th><th>Tarif</th><th>Qualité</th></tr></thead>
<tbody>${cells.join("\n")}</tbody></table>${none}
<h2>Générique détaillé (1)</h2><p>Scénaristes :</p><p>Sébastien Grall</p></body></html>`
}

/** An article that announces a film on France.tv until 6 July. */
export function article(publishedOn: string): string {
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Un train pour fuir</title>
<meta property="article:published_time" content="${publishedOn}"></head><body><article>
<h1>Un train pour fuir</h1>
<p>Le film raconte comment un officier tente de sauver des internés en affrétant un train vers la côte.</p>
<p>A voir sur France.tv jusqu'au 6 juillet. Les Milles, le train de la liberté de Sébastien Grall. (1995)</p>
</article></body></html>`
}
