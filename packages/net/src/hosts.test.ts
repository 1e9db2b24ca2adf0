import { expect, test } from "vitest"
import { hostOf, parseAllowHosts } from "./hosts.ts"

test("a host's key always states its port", () => {
  expect(hostOf("https://Film.example/a")).toBe("film.example:443")
  expect(hostOf("http://film.example")).toBe("film.example:80")
  expect(hostOf("http://[::1]:8080/")).toBe("[::1]:8080")
})

test("I12 VIGIE_ALLOW_HOSTS is host:port, several by commas", () => {
  expect([...parseAllowHosts(" 127.0.0.1:8080,Film.Example:443 , ,[::0:1]:80,x:00080")]).toEqual([
    "127.0.0.1:8080",
    "film.example:443",
    "[::1]:80",
    "x:80",
  ])
  expect(parseAllowHosts(undefined).size).toBe(0)
  expect(parseAllowHosts("").size).toBe(0)
})

test.each([
  "localhost",
  "127.0.0.1",
  "film.example:",
  "film.example:0",
  "film.example:65536",
  "http://x:80",
  "x:80/a",
  "me@x:80",
  "::1:80",
  "a b:80",
  "*:80:80",
])("I12 %j is refused by name", (entry) => {
  expect(() => parseAllowHosts(`ok.example:80,${entry}`)).toThrow(
    `VIGIE_ALLOW_HOSTS: "${entry}" is not host:port with a port from 1 to 65535`,
  )
})
