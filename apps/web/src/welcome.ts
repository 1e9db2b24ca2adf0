import { type Db, inviteFirst } from "@vigie/db"

/**
 * While nobody runs this installation, prints the one-time link of the first account, on stdout and not in the log: whoever
 * has it becomes the operator.
 */
export async function welcome(db: Db, baseUrl: string): Promise<void> {
  const token = await db.begin((tx) => inviteFirst(tx, Date.now()))
  if (token !== null) process.stdout.write(`first account: ${baseUrl}/welcome/${token}\n`)
}
