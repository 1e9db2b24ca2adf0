import { createServer } from "node:http"
import pg from "pg"

/** A PostgreSQL that can be started and stopped; `url` is of any database of it, as a superuser. */
export interface Cluster {
  readonly url: string
  readonly stop: () => Promise<void>
}

export interface DatabaseServerOptions {
  readonly open: () => Promise<Cluster>
  /** Brings the empty database at the URL up to date. */
  readonly migrate: (url: string) => Promise<unknown>
}

/**
 * Hands out databases to the test processes of one run over loopback HTTP. The cluster is opened and the template
 * migrated when first asked, so that a run of pure tests starts neither.
 */
export async function serveDatabases(options: DatabaseServerOptions) {
  let cluster: Promise<Cluster> | null = null
  let template: Promise<string> | null = null
  let count = 0
  const openOnce = () => {
    cluster ??= options.open()
    return cluster
  }
  const create = async (migrated: boolean) => {
    const { url } = await openOnce()
    if (migrated) template ??= makeTemplate(url, options.migrate)
    const source = migrated ? await template : "template0"
    count += 1
    const name = `test_${count}`
    await run(url, `create database ${name} template ${source}`)
    return { name, url: urlOf(url, name) }
  }
  const drop = async (name: string) => run((await openOnce()).url, `drop database if exists ${name} with (force)`)
  const { origin, close } = await listen((method, path, query) => {
    if (method === "POST" && path === "/databases") return create(query.get("migrated") !== "false")
    const name = /^\/databases\/(test_\d+)$/.exec(path)?.[1]
    if (method === "DELETE" && name !== undefined) return drop(name)
    throw new Error(`no such request: ${method} ${path}`)
  })
  const stop = async () => {
    await close()
    if (cluster !== null) await (await cluster).stop()
  }
  return { origin, stop }
}

async function makeTemplate(url: string, migrate: DatabaseServerOptions["migrate"]): Promise<string> {
  await run(url, "create database migrated template template0")
  await migrate(urlOf(url, "migrated"))
  return "migrated"
}

function urlOf(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href
}

async function run(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

type Answer = (method: string, path: string, query: URLSearchParams) => Promise<unknown>

async function listen(answer: Answer) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1")
    try {
      response.end(JSON.stringify((await answer(request.method ?? "", url.pathname, url.searchParams)) ?? {}))
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { origin: `http://127.0.0.1:${port}`, close }
}
