import type { Command } from "commander"
import type { Go } from "./program.ts"

/** Who waits for which film. */
export function addWatch(watch: Command, go: Go): void {
  watch
    .command("add")
    .description("puts a film on somebody's list")
    .requiredOption("--email <address>", "who is told")
    .requiredOption("--film <slug>", "the film")
    .option("--rule <json>", "what is worth telling; opened and two days before the end unless stated")
    .action((options) => go(async (context) => (await import("./commands/watch-add.ts")).watchAdd(context, options)))
  watch
    .command("list")
    .description("every watch")
    .action(() => go(async (context) => (await import("./commands/watch-list.ts")).watchList(context)))
  watch
    .command("import")
    .description("puts the films of a list (Letterboxd, IMDb, Trakt, or a title a line) on somebody's")
    .requiredOption("--email <address>", "whose list")
    .argument("<file>")
    .action((file, options) =>
      go(async (context) => (await import("./commands/watch-import.ts")).watchImport(context, file, options)),
    )
  watch
    .command("export")
    .description("somebody's list, in a form that others import")
    .requiredOption("--email <address>", "whose list")
    .requiredOption("--format <form>", "letterboxd, imdb, trakt or text")
    .action((options) =>
      go(async (context) => (await import("./commands/watch-export.ts")).watchExport(context, options)),
    )
}
