import { isRouteErrorResponse } from "react-router"
import { expect, test } from "vitest"
import { formOf } from "./form.server.ts"

const posted = (body: BodyInit, type?: string) =>
  new Request("http://vigie.example/", {
    method: "POST",
    body,
    ...(type === undefined ? {} : { headers: { "content-type": type } }),
  })
const TYPED = "application/x-www-form-urlencoded"

test("a form is read as it is, repeated fields in their order", async () => {
  const form = await formOf(posted("a=1&b=%C3%A9&a=2", TYPED))

  expect([...form]).toEqual([
    ["a", "1"],
    ["b", "é"],
    ["a", "2"],
  ])
})

test("a NUL in a name or a value is read as an unreadable character, and files stay as they are", async () => {
  const sent = new FormData()
  sent.append("na\0me", "va\0lue")
  sent.append("file", new File([new Uint8Array([0, 1])], "list.csv"))

  const form = await formOf(posted(sent))

  expect(form.get("na\uFFFDme")).toBe("va\uFFFDlue")
  const file = form.get("file")
  expect(file instanceof File && [file.name, file.size]).toEqual(["list.csv", 2])
})

test.each([
  ["JSON", '{"a":1}', "application/json"],
  ["no boundary", "a", "multipart/form-data"],
  ["a broken multipart", "--x\r\nnothing", "multipart/form-data; boundary=x"],
  ["bare text", "a", undefined],
])("%s is no form: 400", async (_, body, type) => {
  const error = await formOf(posted(body, type)).catch((thrown) => thrown)

  expect(error.init?.status ?? (isRouteErrorResponse(error) && error.status)).toBe(400)
})
