import type { Command } from "commander"
import type { Go } from "./program.ts"

/** Who has an account: what the operator does about it from a terminal. */
export function addUsers(users: Command, go: Go): void {
  const commands = () => import("./commands/users.ts")
  users
    .command("invite")
    .description("a one-time link for somebody, good for a week")
    .option("--operator", "they will run this installation, too")
    .argument("<email>")
    .action((email, options) => go(async (context) => (await commands()).usersInvite(context, email, options)))
  users
    .command("grant")
    .description("makes somebody an operator")
    .option("--revoke", "no longer one")
    .argument("<email>")
    .action((email, options) => go(async (context) => (await commands()).usersGrant(context, email, options)))
  users
    .command("reset")
    .description("a link by which somebody chooses a new password, good for a day and once")
    .argument("<email>")
    .action((email) => go(async (context) => (await commands()).usersReset(context, email)))
  users
    .command("close")
    .description("ends somebody's way in; what they have stays")
    .argument("<email>")
    .action((email) => go(async (context) => (await commands()).usersClose(context, email)))
  users
    .command("export")
    .description("everything held about somebody, as JSON")
    .argument("<email>")
    .action((email) => go(async (context) => (await import("./commands/users-data.ts")).usersExport(context, email)))
  users
    .command("erase")
    .description("erases somebody, and all that is held about them, for good")
    .option("--yes", "go on without asking")
    .argument("<email>")
    .action((email, options) =>
      go(async (context) => (await import("./commands/users-data.ts")).usersErase(context, email, options)),
    )
  users
    .command("list")
    .description("everybody, operators first")
    .action(() => go(async (context) => (await commands()).usersList(context)))
}
