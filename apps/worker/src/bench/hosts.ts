import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

// A process of its own: so many hosts on loopback, each answering small offers. `mode` decides what is said.
// same-304: validators work; same-200: the whole document again; changed: every answer differs.
export type Mode = "same-304" | "same-200" | "changed"

let mode: Mode = "same-304"
let asked = 0
const hosts: string[] = []
const body = (path: string, price: number) =>
  JSON.stringify({ path, offers: [{ provider: "Banc", price }], filler: "x".repeat(2_000) })

for (let index = 0; index < Number(process.argv[2] ?? 16); index++) {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    if (request.url === "/robots.txt") return void response.writeHead(404).end()
    asked += 1
    const etag = '"1"'
    if (mode === "same-304" && request.headers["if-none-match"] === etag)
      return void response.writeHead(304, { etag }).end()
    const price = mode === "changed" ? 100 + (asked % 900) : 299
    const headers = { "content-type": "application/json", ...(mode === "same-304" ? { etag } : {}) }
    response.writeHead(200, headers).end(body(request.url ?? "", price))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  hosts.push(`127.0.0.1:${(server.address() as AddressInfo).port}`)
}
process.on("message", (message: { mode: Mode }) => {
  mode = message.mode
  process.send?.({ mode })
})
process.on("disconnect", () => process.exit(0))
process.send?.({ hosts })
