import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { type Browser, expect, type Page } from "@playwright/test"
import { createAccount, type Db } from "@vigie/db"
import { hashPassword } from "better-auth/crypto"
import { audit } from "./audit.ts"

export interface Holder {
  readonly email: string
  readonly password: string
}

/** An account as sign-up and its mail leave it. */
export async function openAccount(db: Db, { email, password }: Holder): Promise<string> {
  const passwordHash = await hashPassword(password)
  const made = await db.begin((tx) =>
    createAccount(
      tx,
      {
        email,
        name: "Nina",
        passwordHash,
        locale: "fr",
        zone: "Europe/Paris",
        territories: ["FR"],
        role: "user",
        verified: true,
        termsVersion: "2026-11",
      },
      Date.now(),
    ),
  )
  if (made === null) throw new Error(`${email} has an account`)
  return made.id
}

/** From an address of their own: sign-ins are counted by address, and a whole run has many. */
export async function signIn(page: Page, { email, password }: Holder, to = "/account"): Promise<void> {
  await page.setExtraHTTPHeaders({ "x-forwarded-for": homeOf(email) })
  await page.goto(`/sign-in?${new URLSearchParams({ to })}`)
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Se connecter" }).click()
  await expect(page).toHaveURL(new RegExp(`${to}$`))
}

/** Of those kept for tries (RFC 2544), 198.18.0.0/15. */
function homeOf(email: string): string {
  const [a = 0, b = 0] = createHash("sha256").update(email).digest()
  return `198.18.${a}.${b}`
}

/** In both themes, on a phone and on a desk: axe finds nothing, and nothing scrolls sideways. */
export async function inspect(
  browser: Browser,
  from: { readonly baseURL: string; readonly path: string; readonly state?: Page },
  act: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  for (const [colorScheme, width] of [
    ["light", 360],
    ["dark", 1280],
  ] as const) {
    const storageState = await from.state?.context().storageState()
    const options = { baseURL: from.baseURL, colorScheme, viewport: { width, height: 740 }, locale: "fr-FR" } as const
    // The auditor is a script; the pages may have none.
    const context = await browser.newContext({
      ...options,
      javaScriptEnabled: true,
      ...(storageState && { storageState }),
    })
    const page = await context.newPage()
    await page.goto(from.path)
    await act(page)
    const where = `${from.path}, ${colorScheme}`
    expect(await audit(page), where).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(width)
    await context.close()
  }
}

/** Every column of every table of every schema in which a text stands, bytes read as text; and the kept mails that have it. */
export async function placesOf(db: Db, text: string, mailbox: string): Promise<readonly string[]> {
  const columns = await db.sql<{ schema: string; table: string; column: string; type: string }>(
    `select c.table_schema as schema, c.table_name as table, c.column_name as column, c.data_type as type
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const found: string[] = []
  for (const { schema, table, column, type } of columns) {
    const read = type === "bytea" ? `encode("${column}", 'escape')` : `"${column}"::text`
    const rows = await db.sql(`select 1 from "${schema}"."${table}" where strpos(lower(${read}), $1) > 0 limit 1`, [
      text,
    ])
    if (rows.length > 0) found.push(`${table}.${column}`)
  }
  const mails = readdirSync(mailbox).filter((name) =>
    readFileSync(join(mailbox, name), "utf8").toLowerCase().includes(text),
  )
  return [...found, ...mails]
}
