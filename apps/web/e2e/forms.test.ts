import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { type Db, openDb, setMarks } from "@vigie/db"
import { FORMS, type FormRow, type Named, OPERATORS } from "./forms-table.ts"
import { whenReady } from "./ready.ts"
import type { Answer } from "./routes-table.ts"
import type { Town } from "./town.ts"

whenReady(process.env.E2E_TOWN_PORT)

const townURL = `http://127.0.0.1:${process.env.E2E_TOWN_PORT}`
const town = () => JSON.parse(readFileSync(join(process.env.E2E_TOWN_DIR ?? "", "town.json"), "utf8")) as Town
const pathOf = ({ path }: Pick<FormRow, "path">, named: Named) => (typeof path === "string" ? path : path(named))

async function send(row: Pick<FormRow, "path" | "fields">, named: Named, headers: Record<string, string>) {
  const body = new URLSearchParams(row.fields(named))
  const answer = await fetch(`${townURL}${pathOf(row, named)}`, { method: "POST", body, headers, redirect: "manual" })
  await answer.text()
  return answer
}

function answerOf({ status, headers }: Response): Answer {
  const to = headers.get("location")
  if (to === null) return status
  return to.startsWith("/sign-in?") ? "in" : `to ${to}`
}

/** Everything that is the owner's, and what only operators may change. */
async function heldBy(db: Db, { userIds: { owner }, targetId, deliveryId }: Town): Promise<unknown> {
  const mine = ["users:id", "sessions:user_id", "channels:user_id", "imports:user_id", "newsletters:user_id"]
  const more = ["user_services:user_id", "marks:user_id", "undos:user_id", "lists:owner_id", "accounts:user_id"]
  const rows = [...mine, ...more].map(async (one) => {
    const [table, column] = one.split(":")
    return db.sql(`select to_jsonb(t) as row from ${table} t where ${column} = $1 order by 1`, [owner])
  })
  const lists = ["watches", "import_lines"].map((table) =>
    db.sql(
      `select to_jsonb(t) as row from ${table} t join lists l on l.id = t.list_id where l.owner_id = $1 order by 1`,
      [owner],
    ),
  )
  const others = [
    db.sql("select state from targets where id = $1", [targetId]),
    db.sql("select state from deliveries where id = $1", [deliveryId]),
    db.sql("select * from settings where name not like '%secret%' order by name"),
    db.sql("select slug, name, verified, successor_id from providers order by slug"),
    db.sql("select id, merged_into_id from films order by id"),
    db.sql("select count(*) from invitations"),
    db.sql("select id, role from users order by id"),
  ]
  return Promise.all([...rows, ...lists, ...others])
}

test("no form reaches what is somebody else's, nor do operators' forms whoever is none", async () => {
  test.setTimeout(120_000)
  const there = town()
  const db = openDb(there.databaseUrl, { max: 1 })
  const one = async (text: string, values: readonly unknown[]) => (await db.sql<{ id: string }>(text, values))[0]!.id
  const { owner, other } = there.userIds
  const ofOwner = "join lists l on l.id = t.list_id where l.owner_id = $1 limit 1"
  const film = await one(`select t.film_id as id from watches t ${ofOwner}`, [owner])
  const { undoId } = await setMarks(db, { userId: owner, filmIds: [film], mark: "seen", now: Date.now() })
  const named: Named = {
    town: there,
    film,
    undo: undoId ?? "",
    session: await one("select id from sessions where user_id = $1", [owner]),
    channel: await one("select id from channels where user_id = $1", [owner]),
    line: await one(`select t.id from import_lines t ${ofOwner}`, [owner]),
  }
  const wrong: string[] = []
  const tell = (row: Pick<FormRow, "path">, who: string, is: Answer, must: Answer) => {
    if (is !== must) wrong.push(`${pathOf(row, named)} to ${who}: ${is}, expected ${must}`)
  }
  const headersOf = (cookie: string) => ({ cookie, origin: townURL })
  const before = await heldBy(db, there)

  for (const [at, who] of (["nobody", "other", "operator"] as const).entries())
    for (const row of FORMS) {
      const cookie = who === "nobody" ? "" : there.cookies[who]
      tell(row, who, answerOf(await send(row, named, headersOf(cookie))), row.answers[at]!)
    }
  for (const row of OPERATORS)
    for (const [who, cookie, must] of [
      ["nobody", "", "in"],
      ["other", there.cookies.other, 404],
      ["owner", there.cookies.owner, 404],
    ] as const)
      tell(row, who, answerOf(await send(row, named, headersOf(cookie))), must)
  for (const row of [...FORMS.filter(({ path }) => path !== "/unsubscribe/x"), ...OPERATORS])
    for (const [who, origin] of [
      ["a foreign page", { origin: "https://evil.example" }],
      ["no page", {}],
      ["a hidden page", { origin: "null" }],
    ] as const)
      tell(row, who, answerOf(await send(row, named, { cookie: there.cookies.operator, ...origin })), 403)
  const after = await heldBy(db, there)

  await db.sql("update users set role = 'operator' where id = $1", [other])
  for (const row of OPERATORS) {
    const answer = answerOf(await send(row, named, headersOf(there.cookies.other)))
    tell(row, "an operator without a second factor", answer, "to /account/two-factor?required")
  }
  await db.sql("update users set role = 'user' where id = $1", [other])
  const last = await heldBy(db, there)
  const undone = await send(
    { path: "/watchlist", fields: () => ({ act: "undo", id: named.undo }) },
    named,
    headersOf(there.cookies.owner),
  )
  await db.close()

  expect(wrong).toEqual([])
  expect(after).toEqual(before)
  expect(last).toEqual(before)
  expect(undone.headers.get("location")).toBe("/watchlist?undone=yes")
})
