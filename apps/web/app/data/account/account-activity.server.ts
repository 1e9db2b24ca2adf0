import { instantInWords } from "@vigie/core"
import { type DoneView, listDone, listSessions, listTold, type SignedInAt, type ToldView } from "@vigie/db"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import type { SignedIn } from "./access.server.ts"
import { deliveryInWords, deviceInWords } from "./activity-words.server.ts"
import { auth } from "./auth.server.ts"

const TOLD = 30
const DONE = 30

/** One line of what somebody was told or did. */
export interface ActivityLine {
  readonly key: string
  readonly iso: string
  readonly when: string
  readonly slug: string
  readonly title: string
  readonly year: number | null
  readonly what: string
  /** What became of the message; null where there is none to speak of. */
  readonly delivery: string | null
}

export interface SessionLine {
  readonly id: string
  readonly device: string
  readonly since: string
  /** The one that this page was asked from. */
  readonly isThis: boolean
}

export interface Activity {
  readonly told: readonly ActivityLine[]
  /** The address of what is older; null: nothing is. */
  readonly older: string | null
  readonly isNewest: boolean
  readonly done: readonly ActivityLine[]
  /** Null where nobody signs in. */
  readonly sessions: readonly SessionLine[] | null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function readActivity(request: Request, viewer: SignedIn): Promise<Activity> {
  const { user } = viewer
  const asked = new URL(request.url).searchParams.get("before")
  const before = asked !== null && UUID.test(asked) ? asked : null
  const told = await ask((db) => listTold(db, user.id, { limit: TOLD + 1, before }))
  const shown = told.slice(0, TOLD)
  const done = before === null ? await ask((db) => listDone(db, user.id, DONE)) : []
  return {
    told: shown.map((one) => toldLine(one, viewer)),
    older: told.length > TOLD ? `/account/activity?before=${shown.at(-1)?.id}` : null,
    isNewest: before === null,
    done: done.map((one) => doneLine(one, viewer)),
    sessions: config.accounts === "local" ? null : await readSessions(request, viewer),
  }
}

async function readSessions(request: Request, viewer: SignedIn): Promise<readonly SessionLine[]> {
  const { api } = await auth()
  const here = await ask(() => api.getSession({ headers: request.headers }))
  const sessions = await ask((db) => listSessions(db, viewer.user.id, viewer.now))
  return sessions.map((one) => sessionLine(one, here?.session.id ?? null, viewer))
}

function sessionLine({ id, agent, createdAt }: SignedInAt, here: string | null, reading: Reading): SessionLine {
  const { locale, zone, now } = reading
  const since = instantInWords(createdAt, locale, zone, now)
  return { id, device: deviceInWords(agent, reading.locale), since, isThis: id === here }
}

function toldLine({ id, at, film, change, delivery }: ToldView, reading: Reading): ActivityLine {
  const { changes, account } = PHRASES[reading.locale]
  const what = change === null ? account.told.first : account.told.of(changes[change.kind], change.provider)
  return { key: id, ...whenAndFilm(at, film, reading), what, delivery: deliveryInWords(delivery, reading) }
}

function doneLine({ act, at, film }: DoneView, reading: Reading): ActivityLine {
  const { done } = PHRASES[reading.locale].account
  return { key: `${act} ${film.slug}`, ...whenAndFilm(at, film, reading), what: done[act], delivery: null }
}

function whenAndFilm(at: number, film: ToldView["film"], { locale, zone, now }: Reading) {
  return { iso: new Date(at).toISOString(), when: instantInWords(at, locale, zone, now), ...film }
}
