import { once } from "node:events"
import { createServer } from "node:http"
import type { Ms } from "@vigie/core"
import { demoFacts } from "./facts.ts"
import { demoPage } from "./page.ts"

export interface DemoServerOptions {
  /** 0 or absent: any free port. */
  readonly port?: number
  readonly now: () => Ms
  /** When a film was first watched, by its slug; null when nobody watches it. */
  readonly watchedAt: (slug: string) => Promise<Ms | null>
}
export interface DemoServer {
  /** Without a slash at the end; the films are at `<url>/films/<slug>`. */
  readonly url: string
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}
const text = (status: number, body: string): Answer => ({ status, type: "text/plain", body })

const answer = async (path: string, options: DemoServerOptions): Promise<Answer> => {
  if (path === "/robots.txt") return text(200, "User-agent: *\nAllow: /\n")
  const slug = /^\/films\/([a-z0-9-]+)$/.exec(path)?.[1]
  const film = demoFacts.films.find((each) => each.slug === slug)
  if (!film) return text(404, "There is no such page in the demonstration.\n")
  try {
    const watchedAt = await options.watchedAt(film.slug)
    return { status: 200, type: "text/html", body: demoPage(film, watchedAt, options.now()) }
  } catch (error) {
    return text(503, `The demonstration cannot say: ${error instanceof Error ? error.message : error}\n`)
  }
}

/** Serves the demo films' pages on loopback. Rejects when the port is taken. */
export const openDemoServer = async (options: DemoServerOptions): Promise<DemoServer> => {
  const server = createServer(async (request, response) => {
    const { status, type, body } = await answer(request.url ?? "/", options)
    response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" }).end(body)
  })
  server.listen(options.port ?? 0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : options.port
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, "close")
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
