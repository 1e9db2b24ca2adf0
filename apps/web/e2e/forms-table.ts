import type { Answer } from "./routes-table.ts"
import type { Town } from "./town.ts"

/** What of the owner's the forms of others name. */
export interface Named {
  readonly town: Town
  readonly session: string
  readonly film: string
  readonly line: string
  readonly undo: string
  readonly channel: string
}

/** A form, and what it answers to nobody, to somebody else, and to an operator whose it is not either. */
export interface FormRow {
  readonly path: string | ((named: Named) => string)
  readonly fields: (named: Named) => Readonly<Record<string, string>>
  readonly answers: readonly [nobody: Answer, other: Answer, operator: Answer]
}

const FILM = "/films/les-heures-pales"
const form = (path: FormRow["path"], fields: FormRow["fields"], answers: FormRow["answers"]): FormRow => ({
  path,
  fields,
  answers,
})

/** Forms of a reader's own things that name somebody else's: not there, or without any effect on them. */
export const FORMS: readonly FormRow[] = [
  form("/account/activity", ({ session }) => ({ session }), ["in", 404, 404]),
  form(
    ({ town }) => `/watchlist/import/${town.importId}`,
    () => ({ act: "firsts" }),
    ["in", 404, 404],
  ),
  form(
    ({ town }) => `/watchlist/import/${town.importId}`,
    ({ line }) => ({ [`choice-${line}`]: "0", dismiss: line, recall: line }),
    ["in", 404, 404],
  ),
  form("/watchlist", ({ film }) => ({ act: "remove", film }), ["in", 422, 422]),
  form("/watchlist", ({ film }) => ({ only: `remove:${film}` }), ["in", 422, 422]),
  form("/watchlist", ({ undo }) => ({ act: "undo", id: undo }), [
    "in",
    "to /watchlist?undone=no",
    "to /watchlist?undone=no",
  ]),
  form(
    ({ film }) => `/watchlist/rule?film=${film}`,
    () => ({ act: "reset" }),
    ["in", "to /watchlist", "to /watchlist"],
  ),
  form("/watchlist/people", ({ town }) => ({ act: "remove", id: town.userIds.owner }), ["in", 404, 404]),
  form("/watchlist/people", ({ town }) => ({ act: "revoke", id: town.userIds.owner }), ["in", 404, 404]),
  form("/watchlist/people", () => ({ act: "leave" }), ["in", 409, 409]),
  form("/watchlist/people", () => ({ act: "other" }), ["in", 400, 400]),
  form("/watchlist/join/x", () => ({}), ["in", 404, 404]),
  form("/watchlist/marks", () => ({ film: "no-such-film", act: "seen" }), ["in", 404, 404]),
  form("/calendar", () => ({ act: "renew" }), ["in", "to /calendar#feeds", "to /calendar#feeds"]),
  form("/calendar", () => ({ act: "other" }), [400, 400, 400]),
  form("/account", () => ({ act: "other" }), ["in", 400, 400]),
  form("/account", () => ({ act: "profile", name: "" }), ["in", 422, 422]),
  form("/account", () => ({ act: "password", current: "x", next: "a longer password" }), ["in", 422, 422]),
  form("/account/alerts", () => ({ act: "save", when: "hourly" }), ["in", 422, 422]),
  form("/account/alerts", () => ({ act: "other" }), ["in", 400, 400]),
  form(
    ({ town }) => `/rules/${town.ruleId}`,
    () => ({ act: "save", changes: "opened", pay: "any" }),
    ["in", 404, 404],
  ),
  form("/rules", ({ town }) => ({ act: "end", id: town.ruleId }), ["in", 404, 404]),
  form("/rules", ({ undo }) => ({ act: "undo", id: undo }), ["in", "to /rules?undone=no", "to /rules?undone=no"]),
  form("/rules/new?person=no-such-person", () => ({ act: "save" }), ["in", 404, 404]),
  form("/account/letters", () => ({ list: "hourly" }), ["in", 422, 422]),
  form("/account/channels", ({ channel }) => ({ act: "remove", channel }), ["in", 404, 404]),
  form("/account/channels", ({ channel }) => ({ act: "pause", channel }), ["in", 404, 404]),
  form("/account/channels", ({ channel }) => ({ act: "test", channel }), ["in", 404, 404]),
  form("/account/channels", () => ({ act: "add", kind: "other" }), ["in", 400, 400]),
  form("/account/data", () => ({ password: "" }), ["in", 422, 422]),
  form("/account/address", () => ({ token: "x" }), [
    "to /account/address?token=",
    "to /account/address?token=",
    "to /account/address?token=",
  ]),
  form("/unsubscribe/x", () => ({}), [404, 404, 404]),
]

/** Forms of the operators': for everybody else they do not exist. */
export const OPERATORS: readonly Omit<FormRow, "answers">[] = [
  { path: FILM, fields: () => ({ act: "choose", source: "unifrance", reference: "" }) },
  { path: "/setup", fields: () => ({ territory: "BE", contact: "other@mail.example" }) },
  { path: "/operations/legal", fields: () => ({ operator: "Other" }) },
  { path: "/operations/targets", fields: ({ town }) => ({ act: "paused", target: town.targetId }) },
  { path: ({ town }) => `/operations/targets/${town.targetId}`, fields: () => ({ act: "retired" }) },
  { path: "/operations/targets/new", fields: () => ({ source: "unifrance", reference: "x", territory: "FR" }) },
  { path: "/operations/review", fields: () => ({ act: "ignore", work: "1" }) },
  { path: "/operations/holds", fields: () => ({ act: "released", source: "unifrance" }) },
  { path: "/operations/providers", fields: () => ({ provider: "canal-du-cap" }) },
  { path: "/operations/providers/canal-du-cap", fields: () => ({ name: "Other" }) },
  { path: "/operations/films", fields: () => ({ from: "les-heures-pales", into: "la-dune" }) },
  { path: "/operations/sends", fields: ({ town }) => ({ delivery: town.deliveryId }) },
  { path: "/operations/sends/drop", fields: ({ town }) => ({ delivery: town.deliveryId }) },
  { path: "/operations/news", fields: () => ({ act: "write", "fr-title": "x" }) },
  { path: "/operations/queues", fields: () => ({ task: "1" }) },
  { path: "/operations/users", fields: ({ town }) => ({ act: "close", id: town.userIds.owner }) },
  { path: "/operations/users", fields: ({ town }) => ({ act: "grant", id: town.userIds.other }) },
  { path: "/operations/users", fields: () => ({ act: "invite", email: "x@mail.example", operator: "on" }) },
]
