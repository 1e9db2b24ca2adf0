import { expect, test } from "vitest"
import { parseSmtpUrl } from "./smtp-url.ts"

test("ports, TLS and percent-encoding", () => {
  expect(parseSmtpUrl("smtps://vigie%40example.net:p%40ss%2Fword@mail.example.net")).toEqual({
    host: "mail.example.net",
    port: 465,
    secure: true,
    requireTls: false,
    auth: { user: "vigie@example.net", pass: "p@ss/word" },
  })
  expect(parseSmtpUrl("smtp://mailcatcher:1025")).toMatchObject({
    port: 1025,
    secure: false,
    requireTls: false,
    auth: null,
  })
  expect(parseSmtpUrl("smtp://[::1]:25")).toMatchObject({ host: "::1", port: 25 })
})

test("a password needs STARTTLS, this machine and tls=off aside", () => {
  expect(parseSmtpUrl("smtp://u:p@mail.example.net").requireTls).toBe(true)
  expect(parseSmtpUrl("smtp://u:p@localhost").requireTls).toBe(false)
  expect(parseSmtpUrl("smtp://u:p@mail.example.net?tls=off").requireTls).toBe(false)
})

test.each([
  ["mail.example.net:587", /scheme|not a URL/],
  ["http://mail.example.net", /scheme "http"/],
  ["smtp://u:hunter#2@mail.example.net", /SMTP_URL/],
  ["smtp://u:p@mail.example.net/inbox", /something follows the port/],
  ["smtp://:hunter2@mail.example.net", /without a user/],
  ["smtp://u:hunter2@mail.example.net?starttls=1", /unknown option "starttls"/],
  ["smtp://u:100%@mail.example.net", /%25/],
  ["", /not a URL/],
] as const)("%s: one line that says what is expected, without the password", (url, message) => {
  const error = (() => {
    try {
      return parseSmtpUrl(url)
    } catch (thrown) {
      return (thrown as Error).message
    }
  })()

  expect(error).toMatch(message)
  expect(error).toMatch(/^SMTP_URL: /)
  expect(error).not.toMatch(/hunter|\n/)
})
