import { SaxesParser } from "saxes"
import { expect } from "vitest"

/* RFC 4287 §4.1: every feed and every entry has id, title and updated; one author at least; one self link. */

const ATOM = "http://www.w3.org/2005/Atom"

export interface Node {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Node[]
  text: string
}

/** Reads strictly: anything that is not well-formed, or in another namespace, throws. */
export function parse(xml: string): Node {
  const parser = new SaxesParser({ xmlns: true })
  const root: Node = { name: "", attributes: {}, children: [], text: "" }
  const stack = [root]
  parser.on("error", (error) => {
    throw error
  })
  parser.on("opentag", (tag) => {
    if (tag.uri !== ATOM) throw new Error(`${tag.name} is in ${tag.uri}`)
    const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([name, { value }]) => [name, value]))
    const node: Node = { name: tag.local, attributes, children: [], text: "" }
    stack.at(-1)!.children.push(node)
    stack.push(node)
  })
  parser.on("text", (text) => {
    stack.at(-1)!.text += text
  })
  parser.on("closetag", () => void stack.pop())
  parser.write(xml).close()
  return root.children[0]!
}

export const all = (node: Node, name: string) => node.children.filter((child) => child.name === name)
export const text = (node: Node, name: string) => all(node, name)[0]?.text
export const link = (node: Node, rel: string) =>
  all(node, "link").find(({ attributes }) => attributes.rel === rel)?.attributes.href

export function expectSound(feed: Node): void {
  expect(feed.name).toBe("feed")
  for (const node of [feed, ...all(feed, "entry")]) {
    for (const name of ["id", "title", "updated"]) expect(all(node, name), `${node.name} ${name}`).toHaveLength(1)
    expect(() => new URL(text(node, "id")!)).not.toThrow()
    expect(text(node, "updated")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
    expect(all(node, "author").length).toBeGreaterThan(0)
    for (const author of all(node, "author")) expect(text(author, "name")).toMatch(/\S/)
  }
  expect(link(feed, "self")).toMatch(/^https:/)
  for (const entry of all(feed, "entry")) expect(link(entry, "alternate")).toMatch(/^https:.*\/changes\//)
  const ids = all(feed, "entry").map((entry) => text(entry, "id"))
  expect(new Set(ids).size).toBe(ids.length)
}
