import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"

const ROOT = fileURLToPath(new URL("../../..", import.meta.url))
const read = (path: string) => readFileSync(join(ROOT, path), "utf8")

interface Service {
  readonly image: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly profiles?: readonly string[]
  readonly healthcheck?: object
  readonly restart?: string
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly container_name?: string
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

const { services, volumes } = parse(read("docker-compose.yml"), { merge: true }) as Compose
const APPS = ["migrate", "web", "worker"]
const service = (name: string): Service => services[name] ?? expect.fail(`no service ${name}`)

/** A service's environment as it is with nothing set outside: `${NAME:-default}` is its default. */
function environmentOf(name: string): Record<string, string> {
  const entries = Object.entries(service(name).environment ?? {})
  return Object.fromEntries(entries.map(([key, text]) => [key, text.replace(/\$\{\w+:-([^}]*)\}/g, "$1")]))
}

describe("docker-compose.yml", () => {
  test("has every part of the product", () => {
    expect(Object.keys(services).toSorted()).toEqual(["mail", "migrate", "postgres", "redis", "web", "worker"])
    expect(service("mail").profiles).toEqual(["dev"])
  })

  test("sets nothing that the applications do not read, and nothing they refuse", async () => {
    const at = pathToFileURL(join(ROOT, "packages/stages/src/config.ts")).href
    const { ENV_NAMES, readConfig } = (await import(at)) as {
      ENV_NAMES: readonly string[]
      readConfig: (env: Record<string, string>) => { databaseUrl: string | null; redisUrl: string | null }
    }

    for (const name of APPS) {
      const environment = environmentOf(name)
      expect(Object.keys(environment).filter((variable) => !ENV_NAMES.includes(variable))).toEqual([])
      expect(readConfig(environment)).toMatchObject({
        databaseUrl: "postgresql://vigie:vigie@postgres:5432/vigie",
        redisUrl: "redis://redis:6379",
      })
    }
    expect(environmentOf("web").HOST).toBe("0.0.0.0")
  })

  test("migrates once, before anything works on the database", () => {
    for (const name of ["web", "worker"]) {
      expect(service(name).depends_on).toEqual({
        migrate: { condition: "service_completed_successfully" },
        postgres: { condition: "service_healthy" },
        redis: { condition: "service_healthy" },
      })
    }
    expect(service("migrate").restart).toBe("no")
  })

  test("lets workers be many: none has a name or a port of its own", () => {
    expect(Object.values(services).filter(({ container_name }) => container_name !== undefined)).toEqual([])
    expect(service("worker").ports).toBeUndefined()
  })

  test("publishes on loopback only, and neither database nor queue", () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]))

    expect(published.map(([name]) => name)).toEqual(["web", "mail"])
    for (const [, port] of published) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  test("keeps data in named volumes, PostgreSQL 18's where its image wants it, Redis' on disk and whole", () => {
    const used = Object.values(services).flatMap((one) => (one.volumes ?? []).map((volume) => volume.split(":")[0]))

    expect([...new Set(used)].toSorted()).toEqual(Object.keys(volumes).toSorted())
    expect(service("postgres")).toMatchObject({ image: "postgres:18", volumes: ["postgres:/var/lib/postgresql"] })
    expect(service("redis").command?.join(" ")).toMatch(/--appendonly yes .*noeviction/)
  })

  test("watches over everything that stays, and names no registry", () => {
    for (const [name, { healthcheck, image }] of Object.entries(services)) {
      if (name !== "migrate") expect(healthcheck, name).toBeDefined()
      expect(image).not.toMatch(/^[^/]*[.:][^/]*\//)
    }
  })

  test("starts programs that are there", () => {
    const programs = APPS.flatMap((name) => (service(name).command ?? []).join(" ").match(/[\w/.-]+\.ts/g) ?? [])

    expect(new Set(programs).size).toBe(3)
    expect(programs.filter((program) => !existsSync(join(ROOT, program)))).toEqual([])
  })
})

describe("the image", () => {
  test("runs as an ordinary user, and starts the web server by itself", () => {
    const last = read("Dockerfile")
      .split(/^FROM /m)
      .at(-1)

    expect(last).toMatch(/^USER node$/m)
    expect(last).toContain(`CMD ${JSON.stringify(service("web").command).replaceAll(",", ", ")}`)
  })

  test("takes in no secret, no history and nothing built elsewhere", () => {
    const ignored = read(".dockerignore").split("\n")

    for (const path of [".env", ".git", ".data", "**/node_modules", "**/dist", "**/generated"]) {
      expect(ignored).toContain(path)
    }
  })
})
