import { Command } from "commander"
import type { Context } from "./context.ts"
import { addFilms, addProviders } from "./program-films.ts"
import { addUsers } from "./program-users.ts"
import { addWatch } from "./program-watch.ts"

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
