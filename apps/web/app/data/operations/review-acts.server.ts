import { chooseLocation, chooseWork, createFromWork, type Db, findFilmRef, reopenLocation, reopenWork } from "@vigie/db"
import { sourceFacts } from "@vigie/stages/sources"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import { goTo, isId, type Operator, slugIn, textIn, unlessTooLate } from "./operator.server.ts"

const PATH = "/operations/review"
/** Works that one form may set aside. */
const MOST = 100

/** What came of a form: where to go, or what is wrong with it. */
export type Answered = Response | { readonly key: string; readonly film: string; readonly fault: string }

/** One answer to one question, several works set aside, or an answer taken back. */
export async function answerReview(form: FormData, operator: Operator): Promise<Answered> {
  switch (form.get("act")) {
    case "ignore":
      return ignoreWorks(form, operator)
    case "reopen":
      return reopen(textIn(form, "key"), operator)
    case "locate":
      return answerLocation(form, operator)
    default:
      return answerWork(form, operator)
  }
}

function workIn(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0
}

async function answerWork(form: FormData, operator: Operator): Promise<Answered> {
  const { review: words } = PHRASES[operator.locale].operations
  const key = textIn(form, "key")
  const choice = textIn(form, "choice")
  const film = textIn(form, "film")
  const fault = (said: string) => ({ key, film, fault: said })
  if (choice === "never") return done(key, "never", await choose(key, null, operator))
  if (choice === "create") {
    const made = await unlessTooLate(
      asked((db, context) => createFromWork(db, { workId: workIn(key), by: operator.by }, context), operator),
    ).catch((error: { code?: string }) => {
      if (error.code !== "invalid") throw error
      return undefined
    })
    return made === undefined ? fault(words.faults.title) : done(key, "created", made !== null, false)
  }
  const typed = choice === "other" ? film : choice
  if (typed === "") return fault(words.faults.choice)
  const found = await ask((db) => findFilmRef(db, slugIn(typed)))
  if (found === null) return fault(words.faults.film(typed))
  return done(key, "chosen", await choose(key, found.id, operator), false)
}

async function choose(key: string, filmId: string | null, operator: Operator): Promise<boolean> {
  const choice = { workId: workIn(key), filmId, by: operator.by }
  const done = asked(async (db, context) => {
    await chooseWork(db, choice, context)
    return true
  }, operator)
  return (await unlessTooLate(done)) !== null
}

/** An answer waits for as long as it takes to reconcile what was read. */
function asked<T>(
  work: (db: Db, context: { now: number; sources: ReturnType<typeof sourceFacts> }) => Promise<T>,
  { now }: Operator,
) {
  return ask((db) => work(db, { now, sources: sourceFacts(config) }))
}

function done(key: string, said: string, was: boolean, undo = true): Response {
  if (!was) return goTo(PATH, "late")
  return goTo(PATH, said, undo ? { undo: key } : {})
}

async function ignoreWorks(form: FormData, operator: Operator): Promise<Answered> {
  const keys = [...new Set(form.getAll("work").map(String))].slice(0, MOST)
  if (keys.length === 0) return { key: "", film: "", fault: PHRASES[operator.locale].operations.choose }
  let count = 0
  for (const key of keys) if (await choose(key, null, operator)) count += 1
  return goTo(PATH, count === 0 ? "late" : "never", { count })
}

async function answerLocation(form: FormData, operator: Operator): Promise<Answered> {
  const key = textIn(form, "key")
  const [filmId = "", source = ""] = key.split(" ")
  const choice = form.get("choice")
  const { faults } = PHRASES[operator.locale].operations.review
  if (!isId(filmId) || typeof choice !== "string" || choice === "") return { key, film: "", fault: faults.choice }
  const reference = choice === "none" ? null : choice.slice(1)
  const answer = { filmId, source, reference, by: operator.by, now: operator.now, onlyOpen: true }
  const was = await unlessTooLate(ask((db) => chooseLocation(db, answer).then(() => true)))
  const path = `${PATH}?show=locations`
  return was === null ? goTo(path, "late") : goTo(path, reference === null ? "nowhere" : "located", { undo: key })
}

async function reopen(key: string, { by }: Operator): Promise<Response> {
  const [filmId = "", source = ""] = key.split(" ")
  const isLocation = isId(filmId)
  const was = await unlessTooLate(
    ask((db) =>
      (isLocation ? reopenLocation(db, { filmId, source, by }) : reopenWork(db, { workId: workIn(key), by })).then(
        () => true,
      ),
    ),
  )
  return goTo(isLocation ? `${PATH}?show=locations` : PATH, was === null ? "late" : "reopened")
}
