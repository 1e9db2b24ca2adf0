import { describe, expect, test } from "vitest"
import { assertPublicUrl, isPublicAddress } from "./address.ts"
import { NetError } from "./error.ts"
import { parseAllowHosts } from "./hosts.ts"

function kindOf(run: () => unknown): string {
  try {
    run()
    return "accepted"
  } catch (error) {
    if (error instanceof NetError) return error.kind
    throw error
  }
}

describe("I12 which addresses are public", () => {
  test.each([
    ["loopback", "127.0.0.1"],
    ["this network", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["private", "10.1.2.3"],
    ["private", "172.16.0.1"],
    ["private", "192.168.1.1"],
    ["carrier-grade NAT", "100.64.0.1"],
    ["link-local, cloud metadata", "169.254.169.254"],
    ["protocol assignments", "192.0.0.8"],
    ["documentation", "192.0.2.1"],
    ["benchmarking", "198.18.0.1"],
    ["multicast", "224.0.0.1"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["6to4 relay", "192.88.99.1"],
    ["loopback", "::1"],
    ["unspecified", "::"],
    ["mapped IPv4", "::ffff:8.8.8.8"],
    ["compatible IPv4", "::7f00:1"],
    ["NAT64", "64:ff9b::7f00:1"],
    ["local NAT64", "64:ff9b:1::7f00:1"],
    ["6to4", "2002:7f00:1::"],
    ["Teredo", "2001:0:7f00:1::"],
    ["unique local", "fd00::1"],
    ["link-local", "fe80::1"],
    ["site-local", "fec0::1"],
    ["multicast", "ff02::1"],
    ["documentation", "2001:db8::1"],
    ["documentation", "3fff::1"],
    ["discard", "100::1"],
    ["unassigned", "4000::1"],
    ["segment routing", "5f00::1"],
    ["no address", "film.example"],
    ["no address", ""],
  ])("%s %s is not", (_why, address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(["8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4007::200e"])(
    "%s is",
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )
})

describe("I12 a literal private address is refused when it is given", () => {
  test.each([
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0/",
    "http://１２７.0.0.1/",
    "http://127.0.0.1./",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/",
    "https://192.168.0.1:8443/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://film.localhost:8080/",
  ])("%s", (url) => {
    expect(kindOf(() => assertPublicUrl(url, parseAllowHosts("")))).toBe("refused_address")
  })

  test("a name or a public address passes, and comes back as it will be asked", () => {
    const none = parseAllowHosts("")

    expect(assertPublicUrl("HTTPS://Film.Example:443/a b", none).href).toBe("https://film.example/a%20b")
    expect(assertPublicUrl("http://8.8.8.8/", none).hostname).toBe("8.8.8.8")
  })

  test("an exception holds for its host and port alone", () => {
    const allow = parseAllowHosts("127.0.0.1:8080, localhost:80,[::1]:9000")

    expect(kindOf(() => assertPublicUrl("http://127.0.0.1:8080/x", allow))).toBe("accepted")
    expect(kindOf(() => assertPublicUrl("http://2130706433:8080/x", allow))).toBe("accepted")
    expect(kindOf(() => assertPublicUrl("http://localhost/", allow))).toBe("accepted")
    expect(kindOf(() => assertPublicUrl("http://[0:0::1]:9000/", allow))).toBe("accepted")
    expect(kindOf(() => assertPublicUrl("http://127.0.0.1:8081/x", allow))).toBe("refused_address")
    expect(kindOf(() => assertPublicUrl("https://localhost/", allow))).toBe("refused_address")
  })
})

describe("what is no URL to ask", () => {
  test.each(["", "/film/1", "film.example", "ftp://film.example/", "file:///etc/passwd", "javascript:1", "data:,x"])(
    "%j",
    (url) => {
      expect(kindOf(() => assertPublicUrl(url, parseAllowHosts("")))).toBe("bad_url")
    },
  )

  test("credentials in a URL are refused, and the error does not repeat them", () => {
    const run = () => assertPublicUrl("https://me:hunter2@film.example/?key=s3cret", parseAllowHosts(""))

    expect(run).toThrow("bad_url: https://film.example/?…: credentials in the URL")
    expect(run).not.toThrow(/hunter2|s3cret/)
  })
})
