import { hash } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { decode, type Net } from "@vigie/net"
import type { Document, TargetRef } from "./source.ts"

/** A document as a check would hand it over; `text` may be given as bytes of another charset. */
export function documentOf(content: string | Uint8Array, over: Partial<Document> = {}): Document {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
  const contentType = over.contentType ?? null
  return { url: null, contentType, bytes, text: decode(bytes, contentType), readAt: 0, ...over }
}

/** A French target without a film, to be narrowed by a test. */
export function targetOf(over: Partial<TargetRef> = {}): TargetRef {
  return {
    source: "test",
    reference: "https://films.example/film/1",
    territory: "FR",
    zone: "Europe/Paris",
    film: null,
    publishedAt: null,
    ...over,
  }
}

/** A fixture of the test file's own folder. */
export function fixture(module: string, name: string): string {
  return readFileSync(new URL(`./__fixtures__/${name}`, module), "utf8")
}

const SHARED = new URL("../../../../shared/", import.meta.url)

/** A document kept beside the checkout; null where it is not there. */
export function shared(path: string): string | null {
  const url = new URL(path, SHARED)
  return existsSync(url) ? readFileSync(url, "utf8") : null
}

/** A network of these addresses alone, each with its answer or its failure; `asked` fills in order. */
export function netOfPages(
  pages: Readonly<Record<string, string | Error>>,
  contentType = "application/json",
): { readonly get: Net["get"]; readonly asked: string[] } {
  const asked: string[] = []
  const validators = { etag: null, lastModified: null, acceptEncoding: null }
  const get: Net["get"] = async ({ url }) => {
    asked.push(url)
    const content = pages[url] ?? new Error(`unexpected request ${url}`)
    if (content instanceof Error) throw content
    const bytes = new TextEncoder().encode(content)
    const frame = { status: 200, validators, retryAfterMs: null, elapsedMs: 1 }
    return { notModified: false, url, contentType, bytes, hash: hash("sha256", bytes, "hex"), ...frame }
  }
  return { get, asked }
}

/** Processor time that `work` takes, ms: unlike the clock's, it does not depend on what else the machine does. */
export function cpuMs(work: () => unknown): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}

/** The same for work that waits. */
export async function cpuMsOf(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}
