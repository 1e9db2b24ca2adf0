import { get } from "node:http"

/** What one request took and brought. */
export interface Answered {
  readonly page: string
  readonly status: number
  readonly ms: number
  /** As sent, compressed. */
  readonly bytes: number
}

/** A kind of page: its name, and the address that its n-th reader asks for. */
export interface Asked {
  readonly page: string
  readonly path: (n: number) => string
}

/** Asks for one page as a browser does, and reads it whole. */
export function ask(port: number, page: string, path: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const headers = { "accept-encoding": "br", "accept-language": "fr", accept: "text/html" }
    get({ host: "127.0.0.1", port, path, headers, agent: false }, (response) => {
      let bytes = 0
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on("end", () =>
        resolve({ page, status: response.statusCode ?? 0, ms: performance.now() - started, bytes }),
      )
      response.on("error", reject)
    }).on("error", reject)
  })
}

/** `users` people who each ask for a page a second, spread over the second, for `seconds`. */
export async function readAsUsers(
  port: number,
  pages: readonly Asked[],
  { users, seconds }: { readonly users: number; readonly seconds: number },
): Promise<readonly Answered[]> {
  const answers: Promise<Answered>[] = []
  const started = performance.now()
  for (let n = 0; n < users * seconds; n++) {
    const due = (n * 1000) / users
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - (performance.now() - started))))
    // Coprime with the number of pages, so that each user sees them all.
    const { page, path } = pages[n % pages.length]!
    answers.push(ask(port, page, path(n)))
  }
  return Promise.all(answers)
}

export interface Figures {
  readonly page: string
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly most: number
  readonly kilobytes: number
  /** Answers that were not 200. */
  readonly failed: number
}

export function figuresOf(answers: readonly Answered[]): readonly Figures[] {
  return [...Map.groupBy(answers, ({ page }) => page)].map(([page, of]) => {
    const times = of.map(({ ms }) => ms).toSorted((a, b) => a - b)
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
    return {
      page,
      count: of.length,
      p50: at(0.5),
      p95: at(0.95),
      most: at(1),
      kilobytes: Math.max(...of.map(({ bytes }) => bytes)) / 1024,
      failed: of.filter(({ status }) => status !== 200).length,
    }
  })
}
