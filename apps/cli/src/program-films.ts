import type { Command } from "commander"
import type { Go } from "./program.ts"

/** The catalogue. */
export function addFilms(films: Command, go: Go): void {
  films
    .command("import")
    .description("brings what documents say of films into the catalogue")
    .option("--source <id>", "whose documents they are; recognised by content unless stated")
    .argument("<file...>")
    .action((files, options) =>
      go(async (context) => (await import("./commands/films-import.ts")).filmsImport(context, files, options)),
    )
  films
    .command("list")
    .description("films, best match first")
    .option("--query <words>", "a title or a director")
    .action((options) => go(async (context) => (await import("./commands/films-list.ts")).filmsList(context, options)))
  films
    .command("where")
    .description("where the films of a list (Letterboxd, IMDb, Trakt, or a title a line) are on; nothing is stored")
    .option("--territory <code>", "ISO 3166-1; the installation's unless stated")
    .argument("<file>")
    .action((file, options) =>
      go(async (context) => (await import("./commands/films-where.ts")).filmsWhere(context, file, options)),
    )
  films
    .command("lookup")
    .description("films by title, as TMDB knows them with its key, else Wikidata; nothing is stored")
    .option("--year <year>", "the year it came out: it comes first")
    .argument("<title>")
    .action((title, options) =>
      go(async (context) => (await import("./commands/films-lookup.ts")).filmsLookup(context, title, options)),
    )
  films
    .command("add")
    .description("brings one film of a source into the catalogue")
    .requiredOption("--source <id>", "the source that knows it")
    .requiredOption("--reference <id>", "the source's own id of it, as `films lookup` prints it")
    .action((options) => go(async (context) => (await import("./commands/films-add.ts")).filmsAdd(context, options)))
  films
    .command("show")
    .description("all that is known of a film, its windows and its history")
    .argument("<slug>")
    .action((slug) => go(async (context) => (await import("./commands/films-show.ts")).filmsShow(context, slug)))
  films
    .command("merge")
    .description("makes one film of two: everything of the first goes to the second, and nobody is told")
    .argument("<from>", "the duplicate's slug")
    .argument("<into>", "the slug of the film that stays")
    .action((from, into) =>
      go(async (context) => (await import("./commands/films-merge.ts")).filmsMerge(context, from, into)),
    )
}

/** Where films are watched. */
export function addProviders(providers: Command, go: Go): void {
  providers
    .command("list")
    .description("every service and channel, those nobody has looked at first")
    .option("--unverified", "only those a document named and nobody has looked at")
    .action((options) =>
      go(async (context) => (await import("./commands/providers-list.ts")).providersList(context, options)),
    )
  providers
    .command("set")
    .description("changes a provider; the old name stays one of its names")
    .argument("<slug>")
    .option("--name <name>", "what it is called from now on")
    .option("--parent <slug>", "the service that replays this channel, or none")
    .option("--verified", "somebody has looked at it")
    .action((slug, options) =>
      go(async (context) => (await import("./commands/providers-set.ts")).providersSet(context, slug, options)),
    )
  providers
    .command("merge")
    .description("makes one provider of two: everything of the first is the second's, and nobody is told")
    .argument("<from>", "the slug of the one that is no more")
    .argument("<into>", "the slug of the one that stays")
    .action((from, into) =>
      go(async (context) => (await import("./commands/providers-merge.ts")).providersMerge(context, from, into)),
    )
}
