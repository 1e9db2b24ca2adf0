import { ChangeKind, Kind } from "@vigie/core"
import { z } from "zod"
import { SITE } from "../site/site.server.ts"
import { MOST_CHANGES, USUAL_CHANGES } from "./api-asked.server.ts"
import { ApiChange, ChangesPage, Problem } from "./api-shape.ts"
import { closedSources, openSources } from "./licence.server.ts"

const AT = "#/components/schemas/"

/** What the answers are made of, as JSON Schema (2020-12), which OpenAPI 3.1 takes as it is. */
function schemas(): Record<string, object> {
  const named = z.registry<{ id: string }>()
  named.add(ApiChange, { id: "Change" })
  named.add(ChangesPage, { id: "ChangesPage" })
  named.add(Problem, { id: "Problem" })
  const written = z.toJSONSchema(named, { uri: (id) => `${AT}${id}` }).schemas
  return Object.fromEntries(Object.entries(written).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]))
}

const asked = (name: string, schema: object, description: string) => ({ name, in: "query", schema, description })
const json = (name: string, type = "application/json") => ({ [type]: { schema: { $ref: `${AT}${name}` } } })
const problem = (description: string) => ({ description, content: json("Problem", "application/problem+json") })

const PARAMETERS = [
  asked(
    "after",
    { type: "integer", minimum: 0, default: 0 },
    "Only what came after this cursor; 0: from the beginning",
  ),
  asked("limit", { type: "integer", minimum: 1, maximum: MOST_CHANGES, default: USUAL_CHANGES }, "Changes on a page"),
  asked("film", { type: "string" }, "The last part of a film's address: les-milles"),
  asked("provider", { type: "string" }, "The last part of a provider's address"),
  asked("territory", { type: "string", pattern: "^[A-Z]{2}$" }, "ISO 3166-1 alpha-2"),
  asked("kind", { type: "string", enum: Kind.options }, "How it is watched"),
  asked("change", { type: "string", enum: ChangeKind.options }, "What happened"),
]

const RETRY = { "Retry-After": { schema: { type: "integer" }, description: "Seconds" } }
const ETAG = { ETag: { schema: { type: "string" }, description: "Send it back as If-None-Match" } }

const CHANGES = {
  operationId: "changes",
  summary: "Changes of what can be watched, oldest first",
  parameters: PARAMETERS,
  responses: {
    200: { description: "A page", headers: ETAG, content: json("ChangesPage") },
    304: { description: "Nothing is new since the answer of that ETag" },
    400: problem("A parameter cannot be read; it is named"),
    429: { ...problem("Too many requests"), headers: RETRY },
    503: { ...problem("The database does not answer"), headers: RETRY },
  },
}

/** The description of the public change feed (OpenAPI 3.1). */
export function openApi() {
  const open = openSources().map(({ attribution }) => attribution)
  return {
    openapi: "3.1.0",
    info: {
      title: "Vigie: changes",
      version: "1",
      description: [
        "Where films can be watched and until when, change by change, with the proof.",
        `Published within each source's licence: what rests on these alone (${open.join(", ") || "none"}), to be named with it.`,
        `Nothing of what these say: ${closedSources().join(", ") || "none"}.`,
      ].join(" "),
    },
    servers: [{ url: SITE.baseUrl }],
    paths: { "/api/changes": { get: CHANGES } },
    components: { schemas: schemas() },
  }
}
