import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

export interface OfferPages {
  readonly host: string
  /** The address of a film's page, which offers it from now on. */
  open(title: string): string
  close(): Promise<void>
}

/** Film pages on loopback, each with one row in its VOD table. */
export async function openOfferPages(): Promise<OfferPages> {
  const titles: string[] = []
  const server = createServer((request, response) => {
    const title = titles[Number(/^\/film\/(\d+)$/.exec(request.url ?? "")?.[1])]
    if (title === undefined) return void response.writeHead(404).end()
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(pageOf(title))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    open: (title) => `http://${host}/film/${titles.push(title) - 1}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A film's page with one offer: a rental on a service called Banc. */
export function pageOf(title: string): string {
  const table =
    "<table><thead><tr><th>Plateformes</th><th>Modèle</th><th>Tarif</th><th>Qualité</th></tr></thead><tbody><tr><td>Banc</td><td>Location</td><td>2,99 €</td><td>HD</td></tr></tbody></table>"
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title} - 2001</title></head>
<body><h1>${title}</h1><h2>Regarder ${title} en VOD</h2>${table}<footer>Fin de page</footer></body></html>`
}
