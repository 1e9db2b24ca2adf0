import { type AddressInfo, createServer } from "node:net"

// A process of its own: so many hosts on loopback, each answering small offers. `mode` decides what is said.
// same-304: validators work; same-200: the whole document again; changed: every answer differs.
export type Mode = "same-304" | "same-200" | "changed"

// Written on the bare socket: what a server spends is taken from both sides alike and would flatter the ratio.
const END = "\r\n\r\n"
const NOT_MODIFIED = `HTTP/1.1 304 Not Modified\r\netag: "1"${END}`
const NO_ROBOTS = `HTTP/1.1 404 Not Found\r\ncontent-length: 0${END}`
const FILLER = "x".repeat(2_000)

let mode: Mode = "same-304"
let asked = 0
const hosts: string[] = []

function answer(head: string): string {
  const path = head.slice(head.indexOf(" ") + 1, head.indexOf(" HTTP/"))
  if (path === "/robots.txt") return NO_ROBOTS
  asked += 1
  if (mode === "same-304" && /^if-none-match: "1"\r?$/im.test(head)) return NOT_MODIFIED
  const price = mode === "changed" ? 300 + asked : 299
  const body = JSON.stringify({ path, offers: [{ provider: "Banc", price }], filler: FILLER })
  const etag = mode === "same-304" ? 'etag: "1"\r\n' : ""
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${etag}content-length: ${body.length}${END}${body}`
}

for (let index = 0; index < Number(process.argv[2] ?? 16); index++) {
  const server = createServer({ noDelay: true }, (socket) => {
    let head = ""
    socket.on("error", () => {})
    socket.on("data", (data) => {
      head += data.toString("latin1")
      for (let end = head.indexOf(END); end >= 0; end = head.indexOf(END)) {
        socket.write(answer(head.slice(0, end)))
        head = head.slice(end + END.length)
      }
    })
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
