import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { startOf } from "./processes.ts"
import { leave, openUsers, register } from "./users.ts"

function usersFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "vigie-users-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  openUsers(join(folder, "users"))
  return join(folder, "users")
}

function registered(users: string): string {
  return register(users) ?? expect.fail("the users' directory is gone")
}

test("the last user to leave is told so, once, and nobody can join after", () => {
  const users = usersFolder()
  const [one, other] = [registered(users), registered(users)]

  expect(leave(users, one)).toBe(false)
  expect(leave(users, other)).toBe(true)
  expect(leave(users, other)).toBe(false)
  expect(register(users)).toBeNull()
})

test("a dead user does not count, nor does another process that has its pid now", () => {
  const users = usersFolder()
  const one = registered(users)
  writeFileSync(join(users, "4194304999-1-1"), "")
  writeFileSync(join(users, `${process.ppid}-1-1`), "")

  expect(leave(users, one)).toBe(true)
})

test("a user that lives stays noted when the server is started anew", () => {
  const users = usersFolder()
  const other = join(users, `${process.ppid}-${startOf(process.ppid)}-1`)
  writeFileSync(other, "")
  const one = registered(users)

  openUsers(users)
  expect(existsSync(other)).toBe(true)
  expect(leave(users, one)).toBe(false)
})
