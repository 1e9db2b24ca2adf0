import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

export interface OfferPage {
  readonly url: string
  readonly host: string
  /** Adds a provider to the page's table. */
  offer(provider: string): void
  close(): Promise<void>
}

/** A film page on loopback whose VOD table grows row by row. */
export async function openOfferPage(): Promise<OfferPage> {
  const providers: string[] = []
  const server = createServer((request, response) => {
    if (request.url === "/robots.txt") return void response.writeHead(404).end()
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(pageOf(providers))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}/film`,
    host,
    offer: (provider) => void providers.push(provider),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function pageOf(providers: readonly string[]): string {
  const rows = providers
    .map((name) => `<tr><td>${name}</td><td>Location</td><td>2,99 €</td><td>HD</td></tr>`)
    .join("\n")
  const table = `<table><thead><tr><th>Plateformes</th><th>Modèle</th><th>Tarif</th><th>Qualité</th></tr></thead><tbody>${rows}</tbody></table>`
  const none = providers.length === 0 ? "<p>Désolé, aucun résultat ne correspond à votre recherche.</p>" : ""
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>La Panne - 2001</title></head>
<body><h1>La Panne</h1><h2>Regarder La Panne en VOD</h2>${table}${none}<footer>Fin de page</footer></body></html>`
}
