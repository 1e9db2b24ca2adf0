import { type AddressInfo, createServer, type Socket } from "node:net"

export interface FakeSmtp extends AsyncDisposable {
  /** `smtp://127.0.0.1:…` */
  readonly url: string
  /** Whole mails as received, dots unstuffed. */
  readonly mails: readonly string[]
  /** The next command that starts with `prefix` (`RCPT`, `.` for the end of DATA) gets `line`; `hang up` drops the connection. */
  refuse(prefix: string, line: string): void
}

/** The few SMTP commands a sender needs (RFC 5321 §4.1.1), on loopback, without TLS. */
export async function startFakeSmtp(): Promise<FakeSmtp> {
  const mails: string[] = []
  const refusals: { prefix: string; line: string }[] = []
  const sockets = new Set<Socket>()
  const takeRefusal = (command: string): string | null => {
    const at = refusals.findIndex(({ prefix }) => command.toUpperCase().startsWith(prefix))
    return at < 0 ? null : refusals.splice(at, 1)[0]!.line
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket))
    serve(socket, mails, takeRefusal)
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    refuse: (prefix, line) => void refusals.push({ prefix, line }),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

function serve(socket: Socket, mails: string[], takeRefusal: (command: string) => string | null): void {
  let pending = ""
  let inData = false
  const say = (line: string | null, otherwise: string) =>
    line === "hang up" ? void socket.destroy() : void socket.write(`${line ?? otherwise}\r\n`)
  const command = (line: string) => {
    const refusal = takeRefusal(line)
    if (/^EHLO/i.test(line)) return say(refusal, "250-fake\r\n250 8BITMIME")
    if (/^DATA/i.test(line)) {
      inData = refusal === null
      return say(refusal, "354 go on")
    }
    if (/^QUIT/i.test(line)) return void socket.end("221 bye\r\n")
    say(refusal, "250 ok")
  }
  const read = () => {
    const end = inData ? pending.indexOf("\r\n.\r\n") : pending.indexOf("\r\n")
    if (end < 0) return false
    const text = pending.slice(0, end)
    pending = pending.slice(end + (inData ? 5 : 2))
    if (!inData) command(text)
    else {
      inData = false
      const refusal = takeRefusal(".")
      if (refusal === null || refusal === "hang up") mails.push(text.replace(/\r\n\.\./g, "\r\n."))
      say(refusal, "250 queued")
    }
    return true
  }
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    pending += chunk
    while (read());
  })
  say(takeRefusal("CONNECT"), "220 fake ready")
}
