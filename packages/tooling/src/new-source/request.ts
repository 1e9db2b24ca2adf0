import { SCOPES, type Scope } from "./files.ts"

export const USAGE = `npm run new:source -- <id> [--scope film|feed|article]

Writes packages/sources/src/<id>/ and its line in registry.ts: a source that reads a template's document, with one test
that fails and says what to do next.

  <id>      lower-case letters and figures, words joined by "-": cinebrume, cine-brume
  --scope   film: a page about one film (unless stated) · feed: a list of many · article: a text that announces`

export interface Wanted {
  readonly id: string
  readonly scope: Scope
}

/** Input that cannot be used: what was given, and what was expected. */
export class BadInput extends Error {}

/**
 * What the command line asks for; null when it asks for help. `npmScope`: npm takes a --scope that stands before "--" for
 * its own option and passes it on by the environment. Throws BadInput.
 */
export function readRequest(args: readonly string[], npmScope: string | undefined): Wanted | null {
  const rest = [...args]
  const given: string[] = []
  let scope: string | null = null
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--help" || word === "-h") return null
    if (word === "--scope") scope = rest.shift() ?? ""
    else if (word.startsWith("--scope=")) scope = word.slice(8)
    else if (word.startsWith("-")) throw new BadInput(`${word}: unknown option, expected --scope or --help`)
    else given.push(word)
  }
  const [id, ...more] = given
  if (id === undefined) throw new BadInput("no id: expected one such as cinebrume; --help says more")
  if (more.length > 0) throw new BadInput(`${given.join(" ")}: ${given.length} ids, expected one`)
  return { id: readId(id), scope: readScope(scope ?? npmScopeOf(npmScope) ?? "film") }
}

/** npm's own scopes begin with "@": such a one is an operator's setting, and none of ours. */
function npmScopeOf(value: string | undefined): string | null {
  return value === undefined || value.startsWith("@") ? null : value
}

function readScope(text: string): Scope {
  const scope = SCOPES.find((each) => each === text)
  if (scope) return scope
  throw new BadInput(`--scope ${JSON.stringify(text)}: expected ${SCOPES.join(", ")}`)
}

/** Words of the language, and the name under which the seeded facts are kept. */
const USED = new Set(
  `vigie source break case catch class const continue debugger default delete do else enum export extends
  false finally for function if implements import in instanceof interface let new null package private protected public
  return static super switch this throw true try typeof undefined var void while with yield await async eval arguments
  globalThis`.split(/\s+/u),
)

function readId(id: string): string {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u.test(id) || id.length > 40)
    throw new BadInput(
      `id ${JSON.stringify(id)}: expected lower-case letters and figures, words joined by "-", at most 40 in all`,
    )
  if (USED.has(id)) throw new BadInput(`id ${JSON.stringify(id)}: the word is in use`)
  return id
}
