import { Command } from "commander"
import type { Context } from "./context.ts"
import { addUsers } from "./program-users.ts"

/** Runs one command's work; `json` is the --json of its command line. */
export type Start = (json: boolean, work: (context: Context) => Promise<void>) => Promise<void>

/**
 * The command line: what there is and how it is called. What a command does is loaded only when it is called, so that
 * --help and the light ones start at once.
 */
export function buildProgram(start: Start): Command {
  const program = new Command("vigie")
    .description("Watches where and until when a film can be seen.")
    .option("--json", "one JSON object a line")
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .configureHelp({ showGlobalOptions: true })
  const go = (work: (context: Context) => Promise<void>) => start(program.opts().json === true, work)
  addParse(program, go)
  addFilms(program.command("films").description("the catalogue"), go)
  addProviders(program.command("providers").description("where films are watched"), go)
  addTargets(program.command("targets").description("what is checked"), go)
  addCheck(program, go)
  addWatch(program.command("watch").description("who waits for which film"), go)
  addUsers(program.command("users").description("who has an account"), go)
  addReview(program.command("review").description("what matching left open"), go)
  addChanges(program, go)
  addUpkeep(program, go)
  addSources(program.command("sources").description("where Vigie learns it"), go)
  return program
}

export type Go = (work: (context: Context) => Promise<void>) => Promise<void>

function addParse(program: Command, go: Go): void {
  program
    .command("parse")
    .description("what a source's parser reads in a file, as JSON lines; no database, no network")
    .requiredOption("--source <id>", "the source whose document it is")
    .option("--url <url>", "where the document was found")
    .option("--territory <code>", "the target's territory, ISO 3166-1")
    .option("--published-at <time>", "when it was published: an instant, a day, a month or a year")
    .option("--timezone <zone>", "the target's IANA zone; its territory's capital's unless stated")
    .option("--now <time>", "when it was read")
    .option("--facts", "what it says of films, in place of the sightings")
    .argument("<file>")
    .action((file, options) =>
      go(async (context) => (await import("./commands/parse.ts")).parse(context, file, options)),
    )
}

function addFilms(films: Command, go: Go): void {
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

function addProviders(providers: Command, go: Go): void {
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

function addTargets(targets: Command, go: Go): void {
  const common = (command: Command) =>
    command
      .option("--film <slug>", "the film whose page it is")
      .option("--every <interval>", "how often: 90s, 15m, 6h, 1d")
      .option("--timezone <zone>", "the IANA zone of its dates; its territory's capital's unless stated")
      .option("--published-at <time>", "when an article came out")
  common(targets.command("add"))
    .description("checks an address from now on")
    .requiredOption("--source <id>", "the source that reads it")
    .option("--url <url>", "its address, or the source's own reference")
    .option("--territory <code>", "ISO 3166-1")
    .action((options) =>
      go(async (context) => (await import("./commands/targets-add.ts")).targetsAdd(context, options)),
    )
  common(targets.command("set"))
    .description("changes a target")
    .argument("<id>")
    .option("--state <state>", "active, paused or retired")
    .action((id, options) =>
      go(async (context) => (await import("./commands/targets-set.ts")).targetsSet(context, id, options)),
    )
  targets
    .command("list")
    .description("every target")
    .action(() => go(async (context) => (await import("./commands/targets-list.ts")).targetsList(context)))
}

function addCheck(program: Command, go: Go): void {
  program
    .command("check")
    .description("checks what is due, or one target, at once, and sends what that leads to")
    .option("--target <id>", "this one, due or not")
    .option("--due", "all that are due (the default)")
    .option("--now <time>", "the moment of checks, confirmations and rules; refused while a worker runs")
    .action((options) => go(async (context) => (await import("./commands/check.ts")).check(context, options)))
}

function addWatch(watch: Command, go: Go): void {
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

function addReview(review: Command, go: Go): void {
  review
    .command("list")
    .description("what only a person can answer")
    .action(() => go(async (context) => (await import("./commands/review-list.ts")).reviewList(context)))
  review
    .command("choose")
    .description("answers one of them, for good")
    .argument("<id>", "as `review list` prints it")
    .argument("<choice>", "the film's slug, the source's reference, new for a work that is a film of its own, or none")
    .action((id, choice) =>
      go(async (context) => (await import("./commands/review-choose.ts")).reviewChoose(context, id, choice)),
    )
}

function addChanges(program: Command, go: Go): void {
  program
    .command("changes")
    .description("the history, oldest first")
    .option("--film <slug>", "of one film")
    .option("--since <cursor>", "only what came after this cursor")
    .action((options) => go(async (context) => (await import("./commands/changes.ts")).changes(context, options)))
}

function addUpkeep(program: Command, go: Go): void {
  program
    .command("setup")
    .description("the first run, or a change of what was said then: nobody is asked anything before it")
    .option("--territory <code>", "where you watch films, ISO 3166-1: asked, never guessed")
    .option("--contact <address>", "the e-mail address or URL by which the sites that are asked reach you")
    .option("--pack <id>", "sources to switch on, several by commas; none for none", collect)
    .option("--test-mail <address>", "sends one mail there, to see that it arrives")
    .option("--yes", "goes on without asking")
    .action((options) => go(async (context) => (await import("./commands/setup.ts")).setup(context, options)))
  program
    .command("migrate")
    .description("brings the database up to date")
    .action(() => go(async (context) => (await import("./commands/migrate.ts")).migrateDatabase(context)))
  program
    .command("seed")
    .description("adds the films and providers that come with Vigie")
    .action(() => go(async (context) => (await import("./commands/seed.ts")).seedFacts(context)))
  program
    .command("doctor")
    .description("what is configured, reachable, missing; exit 1 when something is broken")
    .action(() => go(async (context) => (await import("./commands/doctor.ts")).doctor(context)))
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

function addSources(sources: Command, go: Go): void {
  sources
    .command("list")
    .description("every source and what it needs")
    .action(() => go(async (context) => (await import("./commands/sources-list.ts")).sourcesList(context)))
  sources
    .command("probe")
    .description("one real request, which stores nothing")
    .argument("[id]", "one source; all of them unless stated")
    .option("--url <url>", "the address to ask; a target's, else the home page unless stated")
    .action((id, options) =>
      go(async (context) => (await import("./commands/sources-probe.ts")).sourcesProbe(context, id, options)),
    )
}
